import { told } from './statistics.ts';
import type { Table } from './table.ts';

/** One way of doing the same thing: the first of several is the baseline, the others are ours. */
export interface Contestant<R> {
  readonly name: string;
  run(): Promise<R>;
}

/** What each contestant achieved, a result a round. */
export type Results<R> = ReadonlyMap<string, readonly R[]>;

/** A figure of a result. */
export interface Metric<R> {
  readonly name: string;
  readonly of: (result: R) => number;
}

/** Lets all contestants run in turn, round by round, so that what disturbs the machine for a while disturbs them alike. */
export async function interleaved<R>(
  rounds: number,
  contestants: readonly Contestant<R>[],
): Promise<Results<R>> {
  const results = new Map<string, R[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) results.get(name)?.push(await run());
  }
  return results;
}

/**
 * A row a contestant: each metric with its spread over the rounds and its ratio to the baseline of the same round.
 * @param plain metrics that follow from the others, told without a ratio
 */
export function comparison<R>(
  title: string,
  results: Results<R>,
  metrics: readonly Metric<R>[],
  plain: readonly Metric<R>[] = [],
): Table {
  const [baseline = []] = results.values();
  const rows = [...results].map(([name, own]) => [
    name,
    ...metrics.flatMap(({ of }) => {
      const ratios = own.map((result, round) => of(result) / of(baseline[round] as R));
      return [told(own.map(of)), own === baseline ? '1' : told(ratios)];
    }),
    ...plain.map(({ of }) => told(own.map(of))),
  ]);
  const columns = [...metrics.flatMap(({ name }) => [name, 'ratio']), ...plain.map(({ name }) => name)];
  return { title, columns, rows };
}
