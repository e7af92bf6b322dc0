import { overlaps } from '@learnova/platform/interval';
import { Refusal } from '@learnova/platform/refusal';
import fc from 'fast-check';
import { type Dated, decideEnd, decideInterval } from '../src/dated.rules.ts';

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
const dated: fc.Arbitrary<Dated> = fc.record({ from: day, to: fc.option(day) });
/** The plain way to say it: the days on which a fact holds, one by one. */
const daysOf = ({ from, to }: Dated) =>
  Array.from({ length: 60 }, (_, n) => new Date(Date.UTC(2026, 1, 1 + n)).toISOString().slice(0, 10)).filter(
    (one) => one >= from && (to === null || one < to),
  );
const codeOf = (decide: () => unknown) => {
  try {
    decide();
    return 'DECIDED';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

test('two dated facts overlap when there is a day on which both hold', () => {
  fc.assert(
    fc.property(dated, dated, (one, other) => {
      const common = daysOf(one).filter((each) => daysOf(other).includes(each));
      expect(overlaps(one, other)).toBe(common.length > 0);
    }),
  );
});

test('the day on which a fact ends is the day on which the next may begin', () => {
  expect(overlaps({ from: '2026-02-01', to: '2026-02-10' }, { from: '2026-02-10', to: null })).toBe(false);
  expect(overlaps({ from: '2026-02-01', to: '2026-02-11' }, { from: '2026-02-10', to: null })).toBe(true);
});

test('a new fact holds for one day at least', () => {
  fc.assert(
    fc.property(day, fc.option(day), (from, to) => {
      const holds = daysOf({ from, to }).length > 0;
      expect(codeOf(() => decideInterval(from, to))).toBe(holds ? 'DECIDED' : 'BAD_USER_INPUT');
    }),
  );
});

test('an end is set or brought forward, never before the beginning and never put off', () => {
  fc.assert(
    fc.property(
      dated.filter((one) => daysOf(one).length > 0),
      day,
      (current, to) => {
        const expected =
          to < current.from
            ? 'BAD_USER_INPUT'
            : daysOf({ from: current.from, to }).length < daysOf(current).length
              ? 'DECIDED'
              : 'ALREADY_ENDED';
        expect(codeOf(() => decideEnd(current, to))).toBe(expected);
      },
    ),
  );
});
