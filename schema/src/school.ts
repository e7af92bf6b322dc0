import type { RoleName } from './asks/users.ts';

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
  readonly courses: readonly { id: string; organizationId: string; code: string; title: string }[];
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
  readonly meetings: readonly SchoolMeeting[];
  readonly attendanceCodes: readonly SchoolAttendanceCode[];
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
