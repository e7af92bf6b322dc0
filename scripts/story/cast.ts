/** Who plays the story, and where it is told: all that the program knows besides the schema. */
export interface Cast {
  /** Where the gateway listens, without a path. */
  readonly url: string;
  readonly password: string;
  readonly emails: Readonly<Record<'teacher' | 'office' | 'guardian' | 'formerGuardian', string>>;
  /** Milliseconds that the system is allowed for a mail: its grace time and what the worker needs. */
  readonly mailWithinMs: number;
  /** Milliseconds in which a right that ended without an event ends a subscription: the re-admission interval and a little. */
  readonly readmittedWithinMs: number;
  /** Told of each fact that was found true. */
  readonly tell: (fact: string) => void;
}
