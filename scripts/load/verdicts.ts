import { percentile, rounded } from '../bench/statistics.ts';
import type { Table } from '../bench/table.ts';
import type { Figures } from './play.ts';
import type { Measure, Scenario } from './scenario.model.ts';

/** One threshold, and whether it was kept. */
export interface Verdict {
  readonly name: string;
  readonly most: number;
  readonly found: number;
  readonly holds: boolean;
}

export function verdictsOf({ thresholds }: Scenario, figures: Figures): Verdict[] {
  const { p95, ...shares } = thresholds;
  const found = {
    lost: figures.lost,
    doubled: figures.doubled,
    errors: share(errorsOf(figures), figures.requests),
    dropped: share(figures.dropped, figures.due),
  };
  const verdict = (name: string, most: number, value: number) => ({
    ...{ name, most, found: value, holds: value <= most },
  });
  return [
    ...(Object.keys(shares) as (keyof typeof shares)[]).map((name) =>
      verdict(name, shares[name], found[name]),
    ),
    // A threshold upon what never happened is broken: NaN is below nothing. But the child need not have been in a lesson.
    ...Object.entries(p95)
      .filter(([name]) => name !== 'child' || figures.times.has('child'))
      .map(([name, most]) =>
        verdict(`${name}, p95 ms`, most, percentile(figures.times.get(name as Measure) ?? [], 95)),
      ),
  ];
}

export function told({ name, most, found, holds }: Verdict): string {
  return `${holds ? 'ok  ' : 'FAIL'} ${name}: ${Number.isInteger(found) ? found : rounded(found)}, at most ${most}`;
}

/** What was measured, in milliseconds and as multiples of what the same took while nothing else went on. */
export function timesTable({ times }: Figures, quiet: Figures): Table {
  const rows = [...times].map(([name, values]) => {
    // While it was quiet the child need not have been in a lesson; a board is shown the same events.
    const alone = percentile(quiet.times.get(name) ?? quiet.times.get('board') ?? [], 50);
    const figures = [50, 95, 99].map((percent) => percentile(values, percent));
    const ratios = figures.slice(0, 2).map((figure) => `${rounded(figure / alone)} x`);
    return [name, String(values.length), rounded(alone), ...figures.map(rounded), ...ratios];
  });
  const columns = ['count', 'alone p50', 'p50', 'p95', 'p99', 'p50', 'p95'];
  return { title: 'milliseconds, and multiples of the quiet median', columns, rows };
}

/** What was played, and each kind of error. */
export function summary(figures: Figures): string[] {
  const { due, dropped, requests, submitted, seconds } = figures;
  const errors = [...figures.errors].map(([code, count]) => `${code} ${count}`).join(', ');
  return [
    `${due} begun in ${seconds.toFixed(0)} s, ${dropped} of them dropped; ${requests} requests; ` +
      `${submitted} submissions, ${rounded(submitted / seconds)} a second`,
    `errors: ${errors || 'none'}`,
  ];
}

function errorsOf({ errors }: Figures): number {
  return [...errors.values()].reduce((sum, count) => sum + count, 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
