/** A school that admits nobody to a program. */
export const noPrograms: SchoolPrograms = { offered: [], enrollments: [] };

/** What students are admitted to, and who is. */
export interface SchoolPrograms {
  readonly offered: readonly {
    readonly id: string;
    readonly organizationId: string;
    readonly code: string;
    readonly title: string;
  }[];
  readonly enrollments: readonly {
    readonly id: string;
    readonly programId: string;
    /** The student's school. */
    readonly organizationId: string;
    readonly studentId: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}
