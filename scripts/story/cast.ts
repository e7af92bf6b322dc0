/** Who plays the story, and where it is told: all that the program knows besides the schema. */
export interface Cast {
  /** Where the gateway listens, without a path. */
  readonly url: string;
  readonly password: string;
  readonly emails: {
    readonly teacher: string;
    readonly office: string;
    readonly guardian: string;
    readonly formerGuardian: string;
  };
  /** Milliseconds that the system is allowed for a mail: its grace time and what the worker needs. */
  readonly mailWithinMs: number;
  /** Milliseconds until a right that ended without an event ends a subscription: the re-admission interval and a little. */
  readonly readmittedWithinMs: number;
}

/** One line of the story: what is true of the school, and the program that finds out. */
export interface Line {
  readonly fact: string;
  readonly seconds: number;
}
