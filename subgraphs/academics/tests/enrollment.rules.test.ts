import { expect, test } from '@jest/globals';
import type { Interval } from '@learnova/platform/interval';
import fc from 'fast-check';
import { decideEnd } from '../src/days.rules.ts';
import { decideEnrollment } from '../src/enrollment/enrollment.rules.ts';

type Days = Interval<string>;

const calendar = Array.from({ length: 9 }, (_, n) => `2026-03-0${n + 1}`);
const term = { from: '2026-03-02', to: '2026-03-08' };
const day = fc.constantFrom(...calendar);
const days = fc.record({ from: day, to: fc.option(day) });
const covered = ({ from, to }: Days, within: readonly string[]) =>
  within.filter((d) => d >= from && (to === null || d < to));

/** Day by day: in the term, at the school without a break, and not in the section already. */
function oracle(wanted: Days, atSchool: readonly Days[], inSection: readonly Days[]): boolean {
  const inTerm = calendar.filter((d) => d >= term.from && d < term.to);
  const asked = calendar.filter((d) => d >= wanted.from && d < (wanted.to ?? term.to));
  if (asked.length === 0 || asked.some((d) => !inTerm.includes(d))) return false;
  if (!atSchool.some((stay) => asked.every((d) => covered(stay, calendar).includes(d)))) return false;
  const beyond = [...calendar, '9999-01-01'];
  const wantedDays = covered(wanted, beyond);
  return !inSection.some((other) => covered(other, beyond).some((d) => wantedDays.includes(d)));
}

test('an enrollment is accepted exactly when each of its days may be', () => {
  fc.assert(
    fc.property(
      days,
      fc.array(days, { maxLength: 2 }),
      fc.array(days, { maxLength: 2 }),
      (wanted, atSchool, inSection) => {
        const decide = () => decideEnrollment(wanted, { term, atSchool, inSection });
        if (oracle(wanted, atSchool, inSection)) expect(decide()).toEqual(wanted);
        else expect(decide).toThrow();
      },
    ),
    { numRuns: 1_000 },
  );
});

test('an end only ever takes days away', () => {
  fc.assert(
    fc.property(
      days.filter(({ from, to }) => to === null || to >= from),
      day,
      (enrollment, to) => {
        const beyond = [...calendar, '9999-01-01'];
        const [before, after] = [covered(enrollment, beyond), covered({ from: enrollment.from, to }, beyond)];
        const decide = () => decideEnd(enrollment, to);
        const isFine = to >= enrollment.from && after.every((d) => before.includes(d));
        if (isFine) expect(decide()).toBe(to);
        else expect(decide).toThrow();
      },
    ),
  );
});
