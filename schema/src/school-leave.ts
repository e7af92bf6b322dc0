/** The leave of a school in which nobody has been away. */
export const noLeave: SchoolLeave = { types: [], workPatterns: [], grants: [], requests: [] };

/** Kinds of leave, what was given, and requests in the order in which they were made. */
export interface SchoolLeave {
  readonly types: readonly SchoolLeaveType[];
  readonly workPatterns: readonly {
    id: string;
    staffId: string;
    organizationId: string;
    from: string;
    days: readonly { weekday: string; parts: readonly SchoolDayPart[] }[];
    by: string;
    at: string;
  }[];
  readonly grants: readonly {
    personId: string;
    leaveTypeId: string;
    leaveYear: number;
    /** Of a day. */
    hundredths: number;
    by: string;
    at: string;
  }[];
  readonly requests: readonly SchoolLeaveRequest[];
}

export type SchoolDayPart = 'MORNING' | 'AFTERNOON';

export interface SchoolLeaveType {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly audience: 'STUDENT' | 'STAFF';
  readonly hasBalance: boolean;
  readonly maxDaysPerRequest: number | null;
  readonly noticeDays: number;
  readonly retroactiveDays: number;
  readonly yearStartsInMonth: number;
}

export interface SchoolLeaveRequest {
  readonly id: string;
  readonly personId: string;
  /** Their school, or who employs them. */
  readonly organizationId: string;
  readonly leaveTypeId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** The half days that it takes: of whole days both. */
  readonly slots: readonly { date: string; part: SchoolDayPart; from: string; to: string }[];
  readonly reason: string | null;
  readonly requested: SchoolLeaveStep;
  /** What became of it; null where it waits. */
  readonly ended: (SchoolLeaveStep & { readonly state: 'APPROVED' | 'DECLINED' | 'WITHDRAWN' }) | null;
}

export interface SchoolLeaveStep {
  readonly by: string;
  readonly as: 'SELF' | 'GUARDIAN' | 'OFFICE' | 'MANAGER' | 'TEACHER';
  readonly at: string;
}
