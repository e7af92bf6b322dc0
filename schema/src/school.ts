import type { RoleName } from './asks/users.ts';
import type { SchoolAssessments } from './school-assessments.ts';
import type { SchoolLeave } from './school-leave.ts';
import type { SchoolPrograms } from './school-programs.ts';

/**
 * A whole school as plain data: what a seed writes, each subgraph its own part, in bulk. Ids are given, so that the parts
 * agree. Days are `YYYY-MM-DD`, instants ISO 8601 in UTC; a dated fact's `to` is the first day on which it no longer holds.
 */
export interface School {
  readonly organizations: readonly SchoolOrganization[];
  readonly people: readonly SchoolPerson[];
  readonly guardianships: readonly SchoolGuardianship[];
  readonly roles: readonly SchoolRole[];
  readonly sessions: readonly SchoolSession[];
  readonly calendar: readonly { organizationId: string; date: string; schoolDay: boolean }[];
  readonly rooms: readonly { id: string; organizationId: string; name: string }[];
  readonly courses: readonly {
    id: string;
    organizationId: string;
    code: string;
    title: string;
    /** A decimal number. */
    credits: string;
  }[];
  readonly sections: readonly SchoolSection[];
  readonly schoolEnrollments: readonly {
    id: string;
    organizationId: string;
    studentId: string;
    grade: string;
    from: string;
    to: string | null;
  }[];
  readonly sectionEnrollments: readonly {
    id: string;
    sectionId: string;
    studentId: string;
    from: string;
    to: string | null;
  }[];
  readonly programs: SchoolPrograms;
  readonly meetings: readonly SchoolMeeting[];
  readonly attendanceCodes: readonly SchoolAttendanceCode[];
  readonly feedback: SchoolFeedback;
  readonly finance: SchoolFinance;
  readonly announcements: readonly SchoolAnnouncement[];
  readonly leave: SchoolLeave;
  readonly assessments: SchoolAssessments;
  /** Made one by one while they are written: a term holds hundreds of thousands of marks. */
  readonly registers: Iterable<SchoolRegister>;
}

export interface SchoolOrganization {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: 'INSTITUTION' | 'SCHOOL' | 'CAMPUS' | 'DEPARTMENT';
  readonly name: string;
  /** Null: as the nearest ancestor that sets it. The institution sets both. */
  readonly timeZone: string | null;
  readonly locale: string | null;
}

export interface SchoolPerson {
  readonly id: string;
  readonly name: string;
  readonly sortName: string;
  readonly email: string | null;
  /** E.164; where it is left out the school has none. */
  readonly mobilePhone?: string;
  /** What the person is to the school; a teacher may be a guardian too. */
  readonly student?: { readonly organizationId: string; readonly number: string };
  readonly staff?: { readonly organizationId: string };
  readonly guardian?: true;
  /** Only the sign-ins that the README names have one. */
  readonly password?: string;
}

export interface SchoolGuardianship {
  readonly id: string;
  readonly guardianId: string;
  readonly studentId: string;
  readonly recordsAccess: boolean;
  readonly notifyAttendance: boolean;
  readonly livesWith: boolean;
  readonly legal: boolean;
  readonly pays: boolean;
  readonly priority: number;
  readonly from: string;
  readonly to: string | null;
}

export interface SchoolRole {
  readonly id: string;
  readonly personId: string;
  readonly role: RoleName;
  readonly organizationId: string;
  readonly from: string;
  readonly to: string | null;
}

export interface SchoolSession {
  readonly id: string;
  readonly organizationId: string;
  readonly parentId: string | null;
  readonly kind: 'SCHOOL_YEAR' | 'TERM';
  readonly title: string;
  readonly timeZone: string;
  readonly from: string;
  /** First day after it. */
  readonly to: string;
}

export interface SchoolSection {
  readonly id: string;
  readonly organizationId: string;
  readonly courseId: string;
  readonly sessionId: string;
  readonly title: string;
  readonly staff: readonly { readonly staffId: string; readonly from: string; readonly to: string | null }[];
}

export interface SchoolMeeting {
  readonly id: string;
  readonly sectionId: string;
  readonly roomId: string | null;
  readonly date: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface SchoolAttendanceCode {
  readonly id: string;
  readonly organizationId: string;
  readonly code: string;
  readonly name: string;
  readonly category: 'PRESENT' | 'LATE' | 'ABSENT';
  readonly excused: boolean;
  readonly officeOnly: boolean;
}

export interface SchoolAnnouncement {
  readonly id: string;
  readonly organizationId: string;
  readonly sectionId: string | null;
  readonly audience: readonly ('STUDENTS' | 'GUARDIANS' | 'STAFF')[];
  readonly title: string;
  readonly body: string;
  readonly visibleFrom: string;
  readonly visibleTo: string | null;
  readonly by: string;
}

/** A register as it was taken once, by a teacher. */
export interface SchoolRegister {
  /** The meeting's id. */
  readonly meetingId: string;
  readonly takenBy: string;
  readonly takenAt: string;
  readonly marks: readonly {
    readonly id: string;
    readonly studentId: string;
    readonly codeId: string;
    readonly minutesLate: number | null;
  }[];
}

/** A school that was told nothing. */
export const noFeedback: SchoolFeedback = { items: [], questionnaires: [], campaigns: [] };

/** What people have told the school. */
export interface SchoolFeedback {
  readonly items: readonly SchoolFeedbackItem[];
  readonly questionnaires: readonly {
    readonly id: string;
    readonly organizationId: string;
    readonly title: string;
    readonly createdAt: string;
    readonly questions: readonly SchoolQuestion[];
  }[];
  readonly campaigns: readonly SchoolCampaign[];
}

export interface SchoolQuestion {
  readonly id: string;
  readonly kind: 'RATING' | 'CHOICE' | 'TEXT';
  readonly text: string;
  readonly choices: readonly string[];
  readonly isCut: boolean;
}

/** A campaign that is over, with its evaluations; or one that is to come, without any. */
export interface SchoolCampaign {
  readonly id: string;
  readonly organizationId: string;
  readonly sessionId: string;
  readonly questionnaireId: string;
  readonly title: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly threshold: number;
  readonly by: string;
  readonly plannedAt: string;
  readonly evaluations: readonly SchoolEvaluation[] | null;
}

export interface SchoolEvaluation {
  readonly id: string;
  readonly sectionId: string;
  readonly organizationId: string;
  readonly invitedCount: number;
  readonly papersTaken: number;
  /** By question: a rating, the place of a choice, or own words. None are kept where they are fewer than the threshold. */
  readonly ballots: readonly (readonly [id: string, answers: Readonly<Record<string, number | string>>])[];
}

export interface SchoolFeedbackItem {
  readonly id: string;
  readonly organizationId: string;
  readonly authorId: string;
  readonly category: string;
  readonly state: 'OPEN' | 'ANSWERED' | 'RESOLVED';
  readonly givenAt: string;
  readonly subject: string;
  readonly body: string;
  readonly replies: readonly {
    readonly id: string;
    readonly kind: 'REPLY' | 'RESOLUTION';
    readonly by: string;
    readonly at: string;
    readonly body: string;
  }[];
}

/** The books of a school that has charged nobody. */
export const noFinance: SchoolFinance = {
  ...{ feeItems: [], feeStructures: [], invoices: [], payments: [], holdRules: [] },
};

/** What was charged and paid: fees first, invoices and payments in the order in which they were written. */
export interface SchoolFinance {
  readonly feeItems: readonly { id: string; organizationId: string; code: string; title: string }[];
  /** Each with the one run that has issued its invoices. */
  readonly feeStructures: readonly SchoolFeeStructure[];
  readonly invoices: readonly SchoolInvoice[];
  readonly payments: readonly SchoolPayment[];
  readonly holdRules: readonly {
    organizationId: string;
    fromMinor: number;
    currency: string;
    graceDays: number;
  }[];
}

export interface SchoolFeeStructure {
  readonly id: string;
  readonly organizationId: string;
  readonly sessionId: string;
  /** Whose students alone are charged; null for all. */
  readonly programId: string | null;
  readonly title: string;
  readonly currency: string;
  readonly dueOn: string;
  readonly charges: readonly { readonly feeItemId: string; readonly amountMinor: number }[];
  readonly runId: string;
  readonly issuedAt: string;
  readonly by: string;
  /** Students whom the run could not invoice, since nobody pays for them. */
  readonly withoutPayer: readonly string[];
}

export interface SchoolInvoice {
  readonly id: string;
  readonly feeStructureId: string;
  /** The student's school. */
  readonly organizationId: string;
  readonly studentId: string;
  /** Why it was taken back, if it was. */
  readonly reversedFor?: string;
}

export interface SchoolPayment {
  readonly id: string;
  readonly organizationId: string;
  readonly payerId: string;
  readonly method: 'CASH' | 'TRANSFER' | 'CARD' | 'CHEQUE';
  readonly amountMinor: number;
  readonly currency: string;
  readonly receivedAt: string;
  readonly by: string;
  readonly allocations: readonly { readonly invoiceId: string; readonly amountMinor: number }[];
  /** What of it was given back, and why. */
  readonly refund?: { readonly id: string; readonly amountMinor: number; readonly reason: string };
}
