import { expect, test } from '@jest/globals';
import type { Interval } from '@learnova/platform/interval';
import fc from 'fast-check';
import { decideAssignment, decideAssignmentEnd } from '../src/section-staff/section-staff.rules.ts';

type Days = Interval<string>;
const calendar = Array.from({ length: 9 }, (_, n) => `2026-03-0${n + 1}`);
const day = fc.constantFrom(...calendar);
const days = fc.record({ from: day, to: fc.option(day) });
const real = days.filter(({ from, to }) => to === null || to > from);
const term = { from: '2026-03-02', to: '2026-03-08' };
const inTerm = calendar.slice(1, 7);
const on = ({ from, to }: Days) => inTerm.filter((d) => d >= from && (to === null || d < to));

/** Day by day: the days of the term from the first one on, until the wanted end or that of being a teacher. */
function oracle(
  wanted: Days,
  asTeacher: readonly Days[],
  inSection: readonly Days[],
): readonly string[] | null {
  if (
    !inTerm.includes(wanted.from) ||
    (wanted.to !== null && (wanted.to <= wanted.from || wanted.to > term.to))
  )
    return null;
  const isTeacher = (d: string) =>
    asTeacher.some((role) => role.from <= d && (role.to === null || d < role.to));
  const after = inTerm.filter((d) => d >= wanted.from);
  const ceases = after.findIndex((d) => !isTeacher(d));
  const taught = wanted.to !== null ? on(wanted) : ceases < 0 ? after : after.slice(0, ceases);
  if (taught.length === 0 || !taught.every(isTeacher)) return null;
  return inSection.some((other) => on(other).some((d) => taught.includes(d))) ? null : taught;
}

test('somebody teaches a section exactly on days of its term on which they are a teacher, and once on each', () => {
  fc.assert(
    fc.property(
      days,
      fc.array(real, { maxLength: 3 }),
      fc.array(days, { maxLength: 2 }),
      (wanted, roles, earlier) => {
        const inSection = earlier.filter(
          ({ from, to }) => inTerm.includes(from) && (to === null || to >= from),
        );
        const decide = () => decideAssignment(wanted, { term, asTeacher: roles, inSection });
        const expected = oracle(wanted, roles, inSection);
        if (expected === null) return expect(decide).toThrow();
        expect(on(decide())).toEqual(expected);
      },
    ),
    { numRuns: 3_000 },
  );
});

test.each([
  ['2026-03-01', 'BAD_USER_INPUT'],
  ['2026-03-06', 'ACADEMICS_ASSIGNMENT_ENDS_EARLIER'],
])('an assignment that runs from the second to the fifth does not end on %s', (to, code) => {
  const assignment = { from: '2026-03-02', to: '2026-03-05' };
  expect(() => decideAssignmentEnd(assignment, to)).toThrow(
    expect.objectContaining({ extensions: expect.objectContaining({ code, field: ['input', 'to'] }) }),
  );
  expect(decideAssignmentEnd(assignment, '2026-03-02')).toBe('2026-03-02');
});
