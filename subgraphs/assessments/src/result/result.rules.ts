import { nothing, plus, type Ratio, type Rounding, rounded, unitsOf } from '../decimal.rules.ts';
import { type Band, bandOf } from '../scale/scale.rules.ts';
import { effects, type ScoreState } from '../score/score-state.enum.ts';

/** A version of a scheme, with its scale. */
export interface Scheme {
  readonly categories: readonly { readonly code: string; readonly weight: string }[];
  readonly decimalPlaces: number;
  readonly rounding: Rounding;
  readonly bands: readonly Band[];
}

export interface Assessed {
  readonly id: string;
  readonly category: string;
  readonly resultValueMax: string;
}

/** What holds of one student at one line item. */
export interface Scored {
  readonly lineItemId: string;
  readonly state: ScoreState;
  readonly value: string | null;
}

export interface Outcome {
  /** Rounded as the scheme says; null where nothing counts yet. */
  readonly percentage: string | null;
  readonly grade: string | null;
  readonly points: string | null;
  readonly isPassing: boolean | null;
  /** Nothing is open any more. */
  readonly isComplete: boolean;
  /** The percentage before it was rounded. */
  readonly share: Ratio | null;
}

/**
 * The result of one student in one section: a function of a version of the scheme, the line items and what holds of each, and of
 * nothing else. In a category scores and maxima are added up; categories of which nothing counts leave their weight to the others.
 * All of it is exact until it is rounded, once; the grade is that of the rounded percentage, which is the one that is shown.
 */
export function resultOf(scheme: Scheme, items: readonly Assessed[], scores: readonly Scored[]): Outcome {
  const held = new Map(scores.map((score) => [score.lineItemId, score]));
  const stateOf = ({ id }: Assessed) => held.get(id)?.state ?? 'NOT_ASSESSED';
  const isComplete = items.every((item) => effects[stateOf(item)].isSettled);
  let [earned, weights] = [nothing, 0n];
  for (const { code, weight } of scheme.categories) {
    const counting = items.filter((item) => item.category === code && effects[stateOf(item)].counts);
    const possible = sum(counting.map(({ resultValueMax }) => resultValueMax));
    if (possible === 0n) continue;
    const given = sum(counting.map(({ id }) => held.get(id)?.value ?? '0'));
    earned = plus(earned, { over: unitsOf(weight) * given, under: possible });
    weights += unitsOf(weight);
  }
  if (weights === 0n)
    return { percentage: null, grade: null, points: null, isPassing: null, isComplete, share: null };
  const share: Ratio = { over: earned.over * 100n, under: earned.under * weights };
  const percentage = rounded(share, scheme.decimalPlaces, scheme.rounding);
  const { grade, points, isPassing } = bandOf(scheme.bands, percentage);
  return { percentage, grade, points, isPassing, isComplete, share };
}

function sum(decimals: readonly string[]): bigint {
  return decimals.reduce((total, decimal) => total + unitsOf(decimal), 0n);
}
