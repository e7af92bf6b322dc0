import { decideText } from '@learnova/platform/decide-text';
import { badInput } from '@learnova/platform/refusal';
import { one, unitsOf } from '../decimal.rules.ts';

export interface Band {
  readonly grade: string;
  readonly lowerBound: string;
  readonly points: string | null;
  readonly isPassing: boolean;
}

const most = 50;
const field = ['input', 'bands'];

/**
 * Bands as they are kept, from the lowest to the highest. Lower bounds alone, the lowest of them 0: so no percentage is without a
 * grade, and none has two. Throws where that is not so.
 */
export function decideBands(given: readonly Band[]): Band[] {
  if (given.length < 1 || given.length > most) throw badInput(field, `A scale has 1 to ${most} grades.`);
  const bands = given
    .map((band, n) => ({ ...band, grade: decideText(band.grade, [...field, String(n), 'grade'], 20) }))
    .toSorted((a, b) => (unitsOf(a.lowerBound) < unitsOf(b.lowerBound) ? -1 : 1));
  if (new Set(bands.map(({ grade }) => grade)).size < bands.length)
    throw badInput(field, 'Each grade stands once in a scale.');
  const bounds = bands.map(({ lowerBound }) => unitsOf(lowerBound));
  if (bounds[0] !== 0n)
    throw badInput(field, 'The lowest grade begins at 0, so that every percentage has one.');
  if (new Set(bounds).size < bounds.length)
    throw badInput(field, 'No two grades begin at the same percentage.');
  if (bounds.some((bound) => bound > 100n * one)) throw badInput(field, 'No grade begins above 100 percent.');
  const points = bands.flatMap((band) => band.points ?? []).map(unitsOf);
  if (points.length > 0 && points.length < bands.length)
    throw badInput(field, 'Either each grade has points, or none.');
  if (points.some((value) => value < 0n)) throw badInput(field, 'Points are 0 or more.');
  const lowestPass = bands.findIndex(({ isPassing }) => isPassing);
  if (lowestPass >= 0 && bands.slice(lowestPass).some(({ isPassing }) => !isPassing))
    throw badInput(field, 'A grade above one that passes passes too.');
  return bands;
}

/** The grade of a percentage: that of the highest band that begins at it or below it. */
export function bandOf<B extends Pick<Band, 'lowerBound'>>(bands: readonly B[], percentage: string): B {
  const units = unitsOf(percentage);
  const band = bands.findLast(({ lowerBound }) => unitsOf(lowerBound) <= units);
  if (!band) throw new Error('a scale begins at 0');
  return band;
}
