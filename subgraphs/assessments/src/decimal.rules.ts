/** How a mark becomes the one that is published: once, at a declared place. */
export type Rounding = 'HALF_UP' | 'HALF_EVEN';

const places = 6;
/** One, in the units of `unitsOf`. */
export const one = 10n ** BigInt(places);

/** A decimal number of at most six places, in whole millionths: sums and comparisons of these are exact. */
export function unitsOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const units = BigInt(whole) * one + BigInt(fraction.padEnd(places, '0'));
  return decimal.startsWith('-') ? -units : units;
}

/** How many places are written behind the point. */
export function placesOf(decimal: string): number {
  return decimal.split('.')[1]?.length ?? 0;
}

/** A quotient of whole numbers that is never less than nothing, exact however long its decimals would be. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

export const nothing: Ratio = { over: 0n, under: 1n };

export function plus(one: Ratio, other: Ratio): Ratio {
  if (one.under === other.under) return { over: one.over + other.over, under: one.under };
  return { over: one.over * other.under + other.over * one.under, under: one.under * other.under };
}

/** The one place where anything is rounded. @returns as many places as asked for, zeros included: `85.50` */
export function rounded({ over, under }: Ratio, decimalPlaces: number, rounding: Rounding): string {
  const scaled = over * 10n ** BigInt(decimalPlaces);
  const [floor, rest] = [scaled / under, scaled % under];
  const isTie = rest * 2n === under;
  const goesUp = isTie ? rounding === 'HALF_UP' || floor % 2n === 1n : rest * 2n > under;
  const digits = String(goesUp ? floor + 1n : floor).padStart(decimalPlaces + 1, '0');
  const point = digits.length - decimalPlaces;
  return decimalPlaces === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
