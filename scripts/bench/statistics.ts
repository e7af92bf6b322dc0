/** Several measurements of the same. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { min: percentile(values, 0), median: percentile(values, 50), max: percentile(values, 100) };
}

/** By nearest rank. @param percent 0 to 100 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** `3.1 (2.9..3.5)`: the median, the least and the most. One value stands alone. */
export function told(values: readonly number[]): string {
  const { min, median, max } = spreadOf(values);
  return values.length === 1 ? rounded(median) : `${rounded(median)} (${rounded(min)}..${rounded(max)})`;
}

/** Three figures that count. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.001))));
  return value.toFixed(Math.min(digits, 2));
}
