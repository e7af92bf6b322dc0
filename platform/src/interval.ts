/** Half-open: `from` belongs to the interval, `to` is the first day (or instant) that does not; null for no end. */
export interface Interval<T extends string | Date> {
  readonly from: T;
  readonly to: T | null;
}

/** Two intervals share a moment: one that ends where another begins does not meet it, and an empty one meets none. */
export function overlaps<T extends string | Date>(a: Interval<T>, b: Interval<T>): boolean {
  return !isEmpty(a) && !isEmpty(b) && (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
}

/** All of `inner` lies in `outer`. */
export function covers<T extends string | Date>(outer: Interval<T>, inner: Interval<T>): boolean {
  if (outer.from > inner.from) return false;
  return outer.to === null || (inner.to !== null && inner.to <= outer.to);
}

export function holdsOn(interval: Interval<string>, date: string): boolean {
  return interval.from <= date && (interval.to === null || date < interval.to);
}

function isEmpty<T extends string | Date>({ from, to }: Interval<T>): boolean {
  return to !== null && to <= from;
}

/** The earlier of two ends, of which null is none. */
export function earlierEnd<T extends string | Date>(a: T | null, b: T | null): T | null {
  return a === null || (b !== null && b < a) ? b : a;
}

/** The later of two ends, of which null is none. */
export function laterEnd<T extends string | Date>(a: T | null, b: T | null): T | null {
  return a === null || b === null ? null : a < b ? b : a;
}
