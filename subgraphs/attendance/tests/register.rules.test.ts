import { dayOf } from '@learnova/platform/local-time';
import { Refusal } from '@learnova/platform/refusal';
import fc from 'fast-check';
import type { AttendanceCode } from '../src/code/attendance-code.entity.ts';
import { codesInForce } from '../src/code/code.rules.ts';
import {
  decideCorrection,
  decideSubmission,
  type RegisterState,
  type Speaker,
} from '../src/register/register.rules.ts';

const teacher: Speaker = { personId: 'teacher', layer: 'TEACHER' };
const office: Speaker = { personId: 'office', layer: 'OFFICE' };
const code = (id: string, category: AttendanceCode['category'], officeOnly = false) => ({
  id,
  name: id,
  category,
  officeOnly,
});
const school = {
  timeZone: 'Europe/Vienna',
  codes: [
    code('P', 'PRESENT'),
    code('L', 'LATE'),
    code('A', 'ABSENT'),
    code('E', 'ABSENT', true),
  ] as AttendanceCode[],
};
const register: RegisterState = {
  id: 'register',
  sectionId: 'section',
  organizationId: 'school',
  date: '2026-03-02',
  startsAt: new Date('2026-03-02T08:00:00Z'),
  storedStart: new Date('2026-03-02T08:00:00Z'),
  version: 0,
  expected: ['ada', 'ben', 'cleo'],
  marks: [],
};
const taken: RegisterState = {
  ...register,
  version: 1,
  marks: ['ada', 'ben', 'cleo'].map((studentId) => ({
    ...says(studentId),
    version: 1,
    layer: 'TEACHER' as const,
  })),
};
const during = new Date('2026-03-02T08:10:00Z');
const nextDay = new Date('2026-03-02T23:00:00Z');

function says(studentId: string, codeId = 'P', minutesLate: number | null = null) {
  return { studentId, codeId, minutesLate };
}

function refused(decide: () => unknown) {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal)
      return { code: error.code, field: error.extensions.field, studentIds: error.extensions.studentIds };
    throw error;
  }
  return { code: 'NO_REFUSAL' };
}

const submit = (statements: ReturnType<typeof says>[], of = register, by = teacher, now = during) =>
  decideSubmission(of, statements, by, school, now);
const everybody = [says('ada'), says('ben', 'L', 5), says('cleo', 'A')];
const correct = (
  statement: ReturnType<typeof says>,
  of = taken,
  by = teacher,
  now = during,
  reason = 'came after all',
) => decideCorrection(of, { ...statement, reason }, by, school, now);

test('the first submission is version 1, and everybody in it has changed', () => {
  expect(submit(everybody)).toEqual({
    version: 1,
    step: 'SUBMITTED',
    speaker: teacher,
    statements: everybody,
    changed: ['ada', 'ben', 'cleo'],
  });
});

test('a register is taken from the minute in which its meeting begins', () => {
  const before = new Date(register.startsAt.getTime() - 1);
  expect(refused(() => submit(everybody, register, teacher, before))).toMatchObject({
    code: 'ATTENDANCE_NOT_BEGUN',
  });
  expect(submit(everybody, register, teacher, register.startsAt).version).toBe(1);
});

test('a register is taken exactly when each expected student is named once and nobody else is', () => {
  const names = fc.constantFrom('ada', 'ben', 'cleo', 'stranger');
  fc.assert(
    fc.property(
      fc.array(names, { maxLength: 5 }),
      fc.shuffledSubarray(['ada', 'ben', 'cleo']),
      (named, expected) => {
        const isTheRoll = JSON.stringify(named.toSorted()) === JSON.stringify(expected.toSorted());
        const { code } = refused(() =>
          submit(
            named.map((name) => says(name)),
            { ...register, expected },
          ),
        );
        expect(code === 'NO_REFUSAL').toBe(isTheRoll);
      },
    ),
  );
});

test('each refusal of a name leads to where it stands', () => {
  expect(refused(() => submit([says('ada'), says('ben')]))).toEqual({
    code: 'ATTENDANCE_STUDENT_NOT_NAMED',
    field: ['input', 'marks'],
    studentIds: ['cleo'],
  });
  expect(refused(() => submit([...everybody, says('stranger')]))).toEqual({
    code: 'ATTENDANCE_STUDENT_NOT_EXPECTED',
    field: ['input', 'marks', '3', 'studentId'],
    studentIds: ['stranger'],
  });
  expect(refused(() => submit([...everybody, says('ada')]))).toEqual({
    code: 'ATTENDANCE_STUDENT_NAMED_TWICE',
    field: ['input', 'marks', '3', 'studentId'],
    studentIds: ['ada'],
  });
});

test.each([
  ['a code of another school', says('ada', 'X'), 'ATTENDANCE_CODE_UNKNOWN', 'codeId'],
  ['a code that is for the office', says('ada', 'E'), 'ATTENDANCE_CODE_OFFICE_ONLY', 'codeId'],
  [
    'minutes with a code that does not mean late',
    says('ada', 'P', 5),
    'ATTENDANCE_MINUTES_LATE',
    'minutesLate',
  ],
  ['no minutes at all, as a number', says('ada', 'L', 0), 'ATTENDANCE_MINUTES_LATE', 'minutesLate'],
  ['more minutes than a day has', says('ada', 'L', 1441), 'ATTENDANCE_MINUTES_LATE', 'minutesLate'],
])('a teacher cannot give %s', (_what, statement, code, field) => {
  expect(refused(() => submit([says('ben'), statement, says('cleo')]))).toMatchObject({
    code,
    field: ['input', 'marks', '1', field],
  });
  expect(refused(() => correct(statement))).toMatchObject({ code, field: ['input', field] });
});

test('the office may give the codes that are its own, and late without minutes is a word too', () => {
  expect(submit([says('ada', 'E'), says('ben', 'L'), says('cleo')], register, office).speaker.layer).toBe(
    'OFFICE',
  );
});

test('a teacher changes a register until midnight of its day in the school, the office at any time', () => {
  const lastMinute = new Date('2026-03-02T22:59:59Z');
  expect(submit(everybody, taken, teacher, lastMinute).version).toBe(2);
  expect(correct(says('ada', 'A'), taken, teacher, lastMinute).version).toBe(2);
  expect(refused(() => submit(everybody, taken, teacher, nextDay))).toMatchObject({
    code: 'ATTENDANCE_REGISTER_CLOSED',
  });
  expect(refused(() => correct(says('ada', 'A'), taken, teacher, nextDay))).toMatchObject({
    code: 'ATTENDANCE_REGISTER_CLOSED',
  });
  expect(submit(everybody, taken, office, nextDay).version).toBe(2);
  expect(correct(says('ada', 'A'), taken, office, nextDay).version).toBe(2);
});

test('a register that was forgotten may be taken by its teacher for thirty days more, by the office at any time', () => {
  const lastMinute = new Date('2026-04-01T21:59:59Z');
  const tooLate = new Date('2026-04-01T22:00:00Z');
  expect(submit(everybody, register, teacher, nextDay).version).toBe(1);
  expect(submit(everybody, register, teacher, lastMinute).version).toBe(1);
  expect(refused(() => submit(everybody, register, teacher, tooLate))).toMatchObject({
    code: 'ATTENDANCE_REGISTER_CLOSED',
  });
  expect(submit(everybody, register, office, tooLate).version).toBe(1);
});

test('a second submission tells only of those of whom it says something else', () => {
  expect(submit([says('ada'), says('ben', 'A'), says('cleo')], taken).changed).toEqual(['ben']);
});

test('a teacher who submits again leaves what the office has said', () => {
  const said = { ...says('ada', 'E'), version: 2, layer: 'OFFICE' as const };
  const after = { ...taken, version: 2, marks: [...taken.marks, said] };
  expect(submit([says('ada', 'A'), says('ben'), says('cleo')], after).changed).toEqual([]);
  expect(refused(() => correct(says('ada', 'A'), after))).toMatchObject({
    code: 'ATTENDANCE_OFFICE_MARK_STANDS',
  });
  expect(correct(says('ada', 'A'), after, office).changed).toEqual(['ada']);
});

test('only a register that was taken is corrected, only for its own students, and only with a reason', () => {
  expect(refused(() => correct(says('ada'), register))).toMatchObject({
    code: 'ATTENDANCE_REGISTER_NOT_TAKEN',
  });
  expect(refused(() => correct(says('stranger')))).toMatchObject({
    code: 'ATTENDANCE_STUDENT_NOT_EXPECTED',
    field: ['input', 'studentId'],
  });
  for (const reason of ['', ' \n', 'x'.repeat(501)]) {
    expect(refused(() => correct(says('ada', 'A'), taken, teacher, during, reason))).toMatchObject({
      code: 'ATTENDANCE_REASON_MISSING',
    });
  }
});

test('a day begins and ends at midnight of the school, whatever the clocks of the summer do', () => {
  expect(dayOf(new Date('2026-03-28T22:59:59Z'), 'Europe/Vienna')).toBe('2026-03-28');
  expect(dayOf(new Date('2026-03-28T23:00:00Z'), 'Europe/Vienna')).toBe('2026-03-29');
  expect(dayOf(new Date('2026-03-29T22:00:00Z'), 'Europe/Vienna')).toBe('2026-03-30');
  expect(dayOf(new Date('2026-03-02T12:00:00Z'), 'Pacific/Kiritimati')).toBe('2026-03-03');
});

test('an organization without codes, or with retired ones alone, uses those of the nearest one above it', () => {
  const codes = ['institution', 'institution', 'school', 'department', 'institution'].map(
    (organizationId, i) => ({ id: `${i}`, organizationId, retiredAt: i < 3 ? null : new Date() }),
  ) as AttendanceCode[];
  const idsOf = (path: string[]) => codesInForce(path, codes).map(({ id }) => id);
  expect(idsOf(['institution', 'school', 'department'])).toEqual(['2']);
  expect(idsOf(['institution', 'other-school'])).toEqual(['0', '1']);
  expect(idsOf(['elsewhere'])).toEqual([]);
});
