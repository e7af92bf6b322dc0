import { expect, test } from '@jest/globals';
import { Refusal } from '@learnova/platform/refusal';
import fc from 'fast-check';
import { decideLeaving } from '../src/enrollment/school-enrollment.rules.ts';

const days = Array.from({ length: 20 }, (_, n) => `2026-03-${String(n + 1).padStart(2, '0')}`);
const day = fc.constantFrom(...days);
const stay = fc
  .tuple(day, fc.option(day))
  .map(([from, to]) => ({ from, to: to !== null && to < from ? from : to }));
const occupation = fc.record({ stay, otherStays: fc.array(stay, { maxLength: 3 }) });

const isOn = ({ from, to }: { from: string; to: string | null }, on: string) =>
  from <= on && (to === null || on < to);

test('a student leaves exactly when nothing of the school goes on, day by day, without a school that allows it', () => {
  fc.assert(
    fc.property(day, fc.array(occupation, { maxLength: 3 }), (to, occupations) => {
      const inSections = occupations.map(({ stay, otherStays }, n) => ({
        id: String(n),
        ...stay,
        otherStays,
      }));
      // The last day stands for all that follow: stays without an end hold on it, those with one have ended.
      const lonely = inSections.filter((one) =>
        days.some((on) => on >= to && isOn(one, on) && !one.otherStays.some((other) => isOn(other, on))),
      );
      const decide = () =>
        decideLeaving({ from: days[0] ?? '', to: null }, to, { inSections, inPrograms: [] });
      try {
        expect(decide()).toBe(to);
        expect(lonely).toEqual([]);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(error.extensions.sectionEnrollmentIds).toEqual(lonely.map(({ id }) => id));
      }
    }),
    { numRuns: 2000 },
  );
});
