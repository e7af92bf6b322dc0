/** One thing that the repository promises about itself. */
export interface Check {
  /** A few words that stand at the start of a line. */
  readonly name: string;
  /** Answers what is wrong, a sentence or a tool's report each; nothing when all is well. */
  run(options: CheckOptions): Promise<readonly string[]>;
}

export interface CheckOptions {
  /** Repair what a machine can repair: formatting, safe lint fixes, generated files. */
  readonly fix: boolean;
}
