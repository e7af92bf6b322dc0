/** What was assessed in a school, and what everybody has scored. Instants are ISO 8601; decimals are strings. */
export interface SchoolAssessments {
  readonly gradingScales: readonly {
    readonly id: string;
    readonly organizationId: string;
    readonly title: string;
    readonly by: string;
    readonly at: string;
    /** From the lowest to the highest. */
    readonly bands: readonly {
      readonly grade: string;
      readonly lowerBound: string;
      readonly points: string | null;
      readonly isPassing: boolean;
    }[];
  }[];
  readonly gradebooks: readonly SchoolGradebook[];
  readonly publications: readonly SchoolPublication[];
}

/** Results of sections as their gradebooks have them, in the order in which they were taken. */
export interface SchoolPublication {
  readonly id: string;
  readonly organizationId: string;
  readonly sessionId: string;
  /** Null: of all sections of the term in the organization and below it that have a gradebook. */
  readonly sectionId: string | null;
  readonly title: string;
  /** That of one that has been is told to nobody any more. */
  readonly publishAt: string;
  readonly by: string;
  readonly at: string;
  readonly results: readonly {
    readonly id: string;
    readonly sectionId: string;
    readonly studentId: string;
  }[];
  readonly withheld: readonly {
    readonly sectionId: string;
    readonly studentId: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  }[];
}

/** The gradebook of a section, as a teacher has kept it: scheme, line items, then the scores of all of them. */
export interface SchoolGradebook {
  readonly sectionId: string;
  readonly gradingScaleId: string;
  readonly by: string;
  readonly at: string;
  readonly decimalPlaces: number;
  readonly rounding: 'HALF_UP' | 'HALF_EVEN';
  readonly categories: readonly { readonly code: string; readonly title: string; readonly weight: string }[];
  readonly lineItems: readonly {
    readonly id: string;
    readonly category: string;
    readonly title: string;
    readonly resultValueMax: string;
    readonly dueAt: string | null;
  }[];
  readonly scores: readonly SchoolScore[];
}

export interface SchoolScore {
  readonly id: string;
  readonly lineItemId: string;
  readonly studentId: string;
  readonly state: 'SUBMITTED' | 'GRADED' | 'MISSING' | 'EXEMPT' | 'ABSENT';
  readonly value: string | null;
}

/** A school that has assessed nobody. */
export const noAssessments: SchoolAssessments = { gradingScales: [], gradebooks: [], publications: [] };
