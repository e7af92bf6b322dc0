/** What a board that ran from one moment to another should have shown, against what it has. */
export interface Verdict {
  /** Versions of registers that came about and were not shown. */
  readonly lost: number;
  /** Shown though nothing new had come about. */
  readonly doubled: number;
}

/** What one screen has shown. A cursor is an event's own: one that comes again is the same event once more. */
export class Tally {
  readonly #cursors = new Set<string>();
  readonly #shown = new Map<string, number>();
  #again = 0;
  #lastCursor: string | undefined;

  /** @param from the place in the log where it begins, if not at the end */
  constructor(from?: string) {
    this.#lastCursor = from;
  }

  /** Where it begins, or goes on after its connection was lost. */
  get lastCursor(): string | undefined {
    return this.#lastCursor;
  }

  see(registerId: string, cursor: string): void {
    if (this.#cursors.has(cursor)) this.#again += 1;
    else this.#shown.set(registerId, (this.#shown.get(registerId) ?? 0) + 1);
    this.#cursors.add(cursor);
    this.#lastCursor = cursor;
  }

  /** How many of these it has not shown at all. */
  lacking(registerIds: readonly string[]): number {
    return registerIds.filter((id) => !this.#shown.has(id)).length;
  }

  /** Events that came again. */
  get again(): number {
    return this.#again;
  }

  /** Every version that a register got in between is one event. */
  verdict(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Verdict {
    let [lost, doubled] = [0, this.#again];
    for (const [id, version] of after) {
      const missing = version - (before.get(id) ?? 0) - (this.#shown.get(id) ?? 0);
      lost += Math.max(0, missing);
      doubled += Math.max(0, -missing);
    }
    return { lost, doubled };
  }

  /** Events that were shown, each once. */
  get count(): number {
    return this.#cursors.size;
  }
}
