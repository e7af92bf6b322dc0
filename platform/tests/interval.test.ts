import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { covers, holdsOn, type Interval, overlaps } from '../src/interval.ts';

const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];
const beyond = '9999-12-31';

/** Every interval over six days: with an end, without one, and empty. */
const intervals: Interval<string>[] = days.flatMap((from) =>
  [...days.filter((to) => to >= from), null].map((to) => ({ from, to })),
);

/** The oracle counts days one by one; the day beyond stands for all that follow. */
function daysOf({ from, to }: Interval<string>): string[] {
  return [...days, beyond].filter((day) => day >= from && (to === null || day < to));
}

describe('intervals', () => {
  test('two intervals overlap exactly when they share a day, for every pair', () => {
    for (const a of intervals) {
      for (const b of intervals) {
        expect({ a, b, overlaps: overlaps(a, b) }).toEqual({
          a,
          b,
          overlaps: daysOf(a).some((d) => daysOf(b).includes(d)),
        });
      }
    }
  });

  test('an interval that is not empty is covered exactly when each of its days is', () => {
    for (const outer of intervals) {
      for (const inner of intervals.filter((interval) => daysOf(interval).length > 0)) {
        const oracle = daysOf(inner).every((day) => daysOf(outer).includes(day));
        expect({ outer, inner, covers: covers(outer, inner) }).toEqual({ outer, inner, covers: oracle });
      }
    }
  });

  test('a fact holds from its first day to the day before its end', () => {
    for (const interval of intervals) {
      for (const day of days) expect(holdsOn(interval, day)).toBe(daysOf(interval).includes(day));
    }
  });

  test('a lesson that begins when another ends does not clash with it, to the millisecond', () => {
    const moment = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(moment, moment, moment, moment, (a, b, c, d) => {
        const range = (x: number, y: number) => ({
          from: new Date(Math.min(x, y)),
          to: new Date(Math.max(x, y)),
        });
        const milliseconds = (x: number, y: number) =>
          [...Array(41).keys()].filter((at) => Math.min(x, y) <= at && at < Math.max(x, y));
        const shared = milliseconds(a, b).some((at) => milliseconds(c, d).includes(at));
        expect(overlaps(range(a, b), range(c, d))).toBe(shared);
      }),
    );
  });
});
