import { nothing, plus, type Ratio, rounded, unitsOf } from '../decimal.rules.ts';

/** What of a section counts in its term. */
export interface Counted {
  readonly credits: string;
  /** The exact percentage. */
  readonly share: Ratio;
  readonly points: string | null;
  readonly isPassing: boolean;
}

export interface TermOutcome {
  readonly percentage: string | null;
  readonly gradePointAverage: string | null;
  readonly creditsAttempted: string;
  readonly creditsEarned: string;
}

/** To how many places averages of a term are rounded, half up. */
const decimalPlaces = 2;

/**
 * The result of a term: each section counts for its credits. Averages are made of exact percentages and of points, and rounded once,
 * at their end. There is none where nothing counts; points are averaged only where each section has some.
 */
export function termResultOf(results: readonly Counted[]): TermOutcome {
  const attempted = sum(results);
  const counting = results.filter(({ credits }) => unitsOf(credits) > 0n);
  const points = counting.flatMap(({ credits, points }) =>
    points === null ? [] : [{ credits, share: { over: unitsOf(points), under: one } }],
  );
  return {
    percentage: average(counting),
    gradePointAverage: points.length === counting.length ? average(points) : null,
    creditsAttempted: written(attempted),
    creditsEarned: written(sum(results.filter(({ isPassing }) => isPassing))),
  };
}

const one = unitsOf('1');

function average(parts: readonly Pick<Counted, 'credits' | 'share'>[]): string | null {
  const weights = sum(parts);
  if (weights === 0n) return null;
  const total = parts.reduce(
    (so, { credits, share: { over, under } }) => plus(so, { over: unitsOf(credits) * over, under }),
    nothing,
  );
  return rounded({ over: total.over, under: total.under * weights }, decimalPlaces, 'HALF_UP');
}

const sum = (parts: readonly Pick<Counted, 'credits'>[]) =>
  parts.reduce((total, { credits }) => total + unitsOf(credits), 0n);

/** Credits as they are written: without zeros at the end. */
function written(units: bigint): string {
  const text = rounded({ over: units, under: one }, 6, 'HALF_UP');
  return text.replace(/\.?0+$/, '');
}
