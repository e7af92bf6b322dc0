import { expect, test } from '@jest/globals';
import type { Interval } from '@learnova/platform/interval';
import fc from 'fast-check';
import { decideAdmission, decideProgram } from '../src/program/program.rules.ts';

type Days = Interval<string>;

const calendar = Array.from({ length: 9 }, (_, n) => `2026-03-0${n + 1}`);
const beyond = [...calendar, '9999-01-01'];
const day = fc.constantFrom(...calendar);
const days = fc.record({ from: day, to: fc.option(day) }).filter(({ from, to }) => to === null || to >= from);
const stay = fc.tuple(days, fc.constantFrom('one', 'other')).map(([interval, organizationId]) => ({
  ...interval,
  organizationId,
}));
const covered = ({ from, to }: Days) => beyond.filter((d) => d >= from && (to === null || d < to));

/** Day by day: from the first one until the wanted end, or until the day on which the student is at none of the schools. */
function oracle(
  wanted: Days,
  atSchool: readonly Days[],
  inPrograms: readonly Days[],
): readonly string[] | null {
  const isThere = (d: string) => atSchool.some((one) => covered(one).includes(d));
  const after = beyond.filter((d) => d >= wanted.from);
  const away = after.findIndex((d) => !isThere(d));
  const asked = wanted.to === null ? (away < 0 ? after : after.slice(0, away)) : covered(wanted);
  if (asked.length === 0 || !asked.every(isThere)) return null;
  return inPrograms.some((other) => covered(other).some((d) => asked.includes(d))) ? null : asked;
}

test('a student is in a program exactly on days at its schools, in none beside it, and of the school of the first day', () => {
  fc.assert(
    fc.property(
      fc.record({ from: day, to: fc.option(day) }),
      fc.array(stay, { maxLength: 3 }),
      fc.array(days, { maxLength: 2 }),
      (wanted, atSchool, inPrograms) => {
        const decide = () => decideAdmission(wanted, { atSchool, inPrograms });
        const expected = oracle(wanted, atSchool, inPrograms);
        if (expected === null) return expect(decide).toThrow();
        const { organizationId, ...admission } = decide();
        expect(covered(admission)).toEqual(expected);
        const first = atSchool.filter((one) => covered(one).includes(wanted.from));
        expect(first.map((one) => one.organizationId)).toContain(organizationId);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([
  ['', 'Title', 'BAD_USER_INPUT', 'code'],
  ['A'.repeat(21), 'Title', 'BAD_USER_INPUT', 'code'],
  ['ARTS', '  ', 'BAD_USER_INPUT', 'title'],
  ['ARTS', 'T'.repeat(101), 'BAD_USER_INPUT', 'title'],
  [' TAKEN ', 'Title', 'ACADEMICS_PROGRAM_EXISTS', 'code'],
])('a program of the code "%s" and the title "%s" is refused', (code, title, refusal, field) => {
  expect(() => decideProgram({ code, title }, [{ code: 'TAKEN' }])).toThrow(
    expect.objectContaining({ extensions: { code: refusal, field: ['input', field] } }),
  );
});

test('a program is called as it was said, without blanks around it', () => {
  expect(decideProgram({ code: ' ARTS ', title: ' Branch for the arts ' }, [])).toEqual({
    code: 'ARTS',
    title: 'Branch for the arts',
  });
});
