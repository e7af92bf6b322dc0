import type { Table } from './table.ts';

/** What a benchmark is given. */
export interface Scope {
  /** Interleaved rounds: baseline, ours, baseline, ours ... */
  readonly rounds: number;
  /** Small sizes, to see that it runs; the figures say little. */
  readonly isQuick: boolean;
  /** Takes what has to be stopped or removed, at the end or when the run is interrupted. */
  readonly keep: <T extends AsyncDisposable>(resource: T) => T;
  /** Tells what it is at. */
  readonly say: (text: string) => void;
}

export interface Outcome {
  readonly tables: readonly Table[];
  /** What a reader has to know to judge the figures. */
  readonly notes: readonly string[];
  /** Invariants that do not hold, a sentence each: time is never one of them. */
  readonly faults: readonly string[];
}

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  run(scope: Scope): Promise<Outcome>;
}
