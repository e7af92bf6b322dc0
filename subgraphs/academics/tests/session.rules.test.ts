import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkNewDays, decideSession, type SessionDays } from '../src/session/session.rules.ts';

const calendar = Array.from({ length: 12 }, (_, n) => `2026-03-${String(n + 1).padStart(2, '0')}`);
const day = fc.constantFrom(...calendar);
const some = fc.record({ from: day, to: day });
const real = some.filter(({ from, to }) => from < to);
/** Day by day, and without a comparison of ends. */
const daysOf = ({ from, to }: SessionDays) => calendar.slice(calendar.indexOf(from), calendar.indexOf(to));
const codeOf = (decide: () => unknown) => {
  try {
    decide();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return null;
};

test('a term lies day by day in its year and shares no day with another term; anything else is refused by its name', () => {
  fc.assert(
    fc.property(some, fc.option(real), fc.array(real, { maxLength: 3 }), (wanted, year, others) => {
      const siblings = others.map((one, n) => ({ ...one, title: `Other ${n}` }));
      const found = codeOf(() => decideSession({ ...wanted, title: 'Term' }, { year, titles: [], siblings }));
      const days = daysOf(wanted);
      const inYear = year === null || days.every((one) => daysOf(year).includes(one));
      const apart = others.every((other) => !daysOf(other).some((one) => days.includes(one)));
      const expected = days.length === 0 ? 'BAD_USER_INPUT' : !inYear ? 'ACADEMICS_OUTSIDE_YEAR' : null;
      expect(found).toBe(expected ?? (apart ? null : 'ACADEMICS_SESSIONS_OVERLAP'));
    }),
    { numRuns: 3_000 },
  );
});

test('new days of a session lose no day of what lies in it, and touch nothing that is over', () => {
  fc.assert(
    fc.property(real, real, fc.array(real, { maxLength: 3 }), day, (before, after, lying, today) => {
      const within = lying.filter((one) => daysOf(one).every((d) => daysOf(before).includes(d)));
      const used = new Set(within.flatMap(daysOf));
      const [from] = [...used].sort();
      const last = [...used].sort().at(-1);
      const to = last && calendar[calendar.indexOf(last) + 1];
      const held = from && to ? { from, to } : null;
      const isSame = String(daysOf(before)) === String(daysOf(after));
      const lost = [...used].some((one) => !daysOf(after).includes(one));
      // Not over: a day of it is still to come, or is today.
      const goesOn = (days: SessionDays) => daysOf(days).some((one) => one >= today);
      const isOver = !goesOn(before) || !goesOn(after);
      const expected = isSame
        ? null
        : isOver
          ? 'ACADEMICS_SESSION_OVER'
          : lost
            ? 'ACADEMICS_SESSION_IN_USE'
            : null;
      expect(codeOf(() => checkNewDays(before, after, { held, today }))).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
});

const wanted = { title: 'Term', from: '2026-03-01', to: '2026-07-01' };
const nothing = { year: null, titles: ['Taken'], siblings: [] };

test.each([
  [{ title: ' ' }, 'BAD_USER_INPUT', 'title'],
  [{ title: 'T'.repeat(101) }, 'BAD_USER_INPUT', 'title'],
  [{ title: 'Spring\u0000term' }, 'BAD_USER_INPUT', 'title'],
  [{ title: 'Spring\nterm' }, 'BAD_USER_INPUT', 'title'],
  [{ title: ' Taken ' }, 'ACADEMICS_SESSION_EXISTS', 'title'],
  [{ to: '2026-03-01' }, 'BAD_USER_INPUT', 'to'],
  [{ to: '2028-03-03' }, 'BAD_USER_INPUT', 'to'],
])('a session that is to have %j is refused', (more, code, field) => {
  expect(() => decideSession({ ...wanted, ...more }, nothing)).toThrow(
    expect.objectContaining({ extensions: { code, field: ['input', field] } }),
  );
});
