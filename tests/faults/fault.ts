/** One text of a source file in another's place, as a person might have written it by mistake. */
export interface Edit {
  /** The source file, from the root. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly text: string;
  readonly instead: string;
}

/** A test that fails because of the fault, and by which words. */
export interface Finding {
  /** The test file, from the root. */
  readonly file: string;
  /** The test's own title, without those of the blocks around it. */
  readonly test: string;
  /** Tests of the file that must run before it, since it goes on from what they have done. */
  readonly after?: readonly string[];
  /** Part of what the failed test says: so that it fails because of the fault, and not of something beside it. */
  readonly says: string;
}

/** A mistake that the suite must find. It is planted while a test loads the file; the file itself stays as it is. */
export interface Fault {
  /** What was done wrong, as a sentence without a subject: `lets everybody read a student's attendance`. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Each of them must find it. */
  readonly found: readonly Finding[];
}
