import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { AttendanceMark, RegisterVersion } from '../src/register/register.entity.ts';
import {
  type Codes,
  type Lesson,
  type Neighbours,
  registerDocument,
  startAttendance,
  submitDocument,
} from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let now: Date;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  now = await at.request().now();
});
afterAll(() => at.close());

interface Submitted {
  submitRegister: {
    register: {
      version: number;
      status: string;
      marks: { student: { id: string }; layer: string; code: { code: string } }[];
    };
  };
}

function roll(lesson: Lesson, more: Record<string, unknown> = {}) {
  const marks = lesson.studentIds.map((studentId) => ({ studentId, codeId: codes.P }));
  return {
    input: { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey: newId(), ...more },
  };
}

const teacherOf = (lesson: Lesson) => lesson.staffIds[0] ?? '';
const versions = (lesson: Lesson) => at.request().em.count(RegisterVersion, { registerId: lesson.meetingId });

test('a register that was not taken has version 0, no mark and no row', async () => {
  const lesson = school.lesson(now);
  const door =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Meeting { register { status version marks { id } expected { id } counts { expected present absent unmarked } } } } }';
  const { _entities } = await at
    .as(teacherOf(lesson))
    .data<{ _entities: unknown }>(door, { r: [{ __typename: 'Meeting', id: lesson.meetingId }] });
  expect(_entities).toEqual([
    {
      register: {
        status: 'NOT_TAKEN',
        version: 0,
        marks: [],
        expected: lesson.studentIds.map((id) => ({ id })),
        counts: { expected: 3, present: 0, absent: 0, unmarked: 3 },
      },
    },
  ]);
  expect(await versions(lesson)).toBe(0);
});

test('a teacher takes the register; it is stored with who, when and whom it expected', async () => {
  const lesson = school.lesson(now);
  const [ada, ben, cleo] = lesson.studentIds as [string, string, string];
  const marks = [
    { studentId: ada, codeId: codes.P },
    { studentId: ben, codeId: codes.L, minutesLate: 7 },
    { studentId: cleo, codeId: codes.A },
  ];
  const teacher = teacherOf(lesson);
  const { submitRegister } = await at.as(teacher).data<Submitted>(submitDocument, roll(lesson, { marks }));
  expect(submitRegister.register).toMatchObject({
    id: lesson.meetingId,
    status: 'TAKEN',
    version: 1,
    takenBy: { id: teacher },
    counts: { expected: 3, present: 1, late: 1, absent: 1, unmarked: 0 },
    marks: [
      {
        student: { id: ada },
        code: { category: 'PRESENT' },
        minutesLate: null,
        layer: 'TEACHER',
        recordedBy: { id: teacher },
      },
      { student: { id: ben }, code: { category: 'LATE' }, minutesLate: 7 },
      { student: { id: cleo }, code: { category: 'ABSENT' } },
    ],
  });
  const [version] = await at.request().em.find(RegisterVersion, { registerId: lesson.meetingId });
  expect(version).toMatchObject({
    version: 1,
    step: 'SUBMITTED',
    expected: lesson.studentIds,
    recordedBy: teacher,
    date: lesson.date,
  });
});

test('whom a register expects is pinned when it is first taken, whoever joins the section afterwards', async () => {
  const lesson = school.lesson(now);
  const first = roll(lesson);
  await at.as(teacherOf(lesson)).data(submitDocument, first);
  const joined = newId();
  lesson.studentIds.push(joined);
  const again = { input: { ...first.input, expectedVersion: 1, idempotencyKey: newId() } };
  const { submitRegister } = await at.as(teacherOf(lesson)).data<Submitted>(submitDocument, again);
  expect(submitRegister.register.version).toBe(2);
  const withJoined = roll(lesson, { expectedVersion: 2 });
  expect(await at.as(teacherOf(lesson)).code(submitDocument, withJoined)).toBe(
    'ATTENDANCE_STUDENT_NOT_EXPECTED',
  );
});

test.each([1, 30])(
  'a register with %d mark(s) takes eight statements and three asks, the first time and again',
  async (students) => {
    const lesson = school.lesson(now, { studentIds: Array.from({ length: students }, () => newId()) });
    for (const expectedVersion of [0, 1]) {
      const input = roll(lesson, { expectedVersion });
      at.statements.length = 0;
      at.asked.length = 0;
      await at.as(teacherOf(lesson)).data(submitDocument, input);
      const isTransaction = /^(begin|commit|rollback|start transaction)/i;
      expect(at.statements.filter((sql) => !isTransaction.test(sql))).toHaveLength(8);
      expect(at.asked.map(({ name }) => name)).toEqual([
        'users.standing',
        'academics.meetings',
        'users.organizations',
      ]);
    }
  },
);

test('one event tells of it, with ids alone, to the section, each board above and each student', async () => {
  const lesson = school.lesson(now, { organizationId: school.department });
  await at.as(teacherOf(lesson)).data(submitDocument, roll(lesson));
  const messages = await at.request().em.find(OutboxMessage, { aggregateId: lesson.meetingId });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    name: 'attendance.register-submitted',
    version: 1,
    organizationId: school.department,
    payload: {
      registerId: lesson.meetingId,
      sectionId: lesson.sectionId,
      date: lesson.date,
      studentIds: lesson.studentIds,
    },
  });
  expect(messages[0]?.live.map(({ topic, typename }) => `${topic} ${typename}`)).toEqual([
    `attendance.section.${lesson.sectionId} Register`,
    ...[school.institution, school.school, school.department].map((id) => `attendance.board.${id} Register`),
    ...lesson.studentIds.map((id) => `attendance.student.${id} AttendanceMark`),
  ]);
});

test('a refused register leaves nothing behind', async () => {
  const lesson = school.lesson(now);
  const [first, ...others] = roll(lesson).input.marks;
  const input = roll(lesson, { marks: others });
  const { errors } = await at.as(teacherOf(lesson)).run(submitDocument, input);
  expect(errors?.[0]?.extensions).toMatchObject({
    code: 'ATTENDANCE_STUDENT_NOT_NAMED',
    field: ['input', 'marks'],
    studentIds: [first?.studentId],
  });
  expect(await versions(lesson)).toBe(0);
  expect(await at.request().em.count(AttendanceMark, { registerId: lesson.meetingId })).toBe(0);
  expect(await at.request().em.count(OutboxMessage, { aggregateId: lesson.meetingId })).toBe(0);
});

test('a register cannot be taken before its meeting has begun', async () => {
  const lesson = school.lesson(now, { startsAt: new Date(now.getTime() + 60_000_000).toISOString() });
  expect(await at.as(teacherOf(lesson)).code(submitDocument, roll(lesson))).toBe('ATTENDANCE_NOT_BEGUN');
});

test('a hundred identical submissions at once have one effect and a hundred equal answers', async () => {
  const lesson = school.lesson(now);
  const input = roll(lesson);
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => at.as(teacherOf(lesson)).data(submitDocument, input)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await versions(lesson)).toBe(1);
  expect(await at.request().em.count(OutboxMessage, { aggregateId: lesson.meetingId })).toBe(1);
});

test('of twenty teachers at once one takes the register, and the others are told who and when', async () => {
  const staffIds = Array.from({ length: 20 }, () => newId());
  for (const [index, id] of staffIds.entries()) school.names.set(id, `Teacher ${index}`);
  const lesson = school.lesson(now, { staffIds });
  const answers = await Promise.all(staffIds.map((id) => at.as(id).run(submitDocument, roll(lesson))));
  const winner = staffIds[answers.findIndex((answer) => !answer.errors)] ?? '';
  const refusals = answers.flatMap(({ errors }) => errors ?? []);
  expect(refusals).toHaveLength(19);
  for (const refusal of refusals) {
    expect(refusal.message).toContain(school.names.get(winner));
    expect(refusal.extensions).toMatchObject({
      code: 'ATTENDANCE_REGISTER_CHANGED',
      version: 1,
      changedBy: winner,
    });
    expect(String(refusal.extensions?.changedAt)).toMatch(/^\d{4}-\d\d-\d\dT/);
  }
  expect(await versions(lesson)).toBe(1);
});

test('another register under the same key is refused', async () => {
  const [one, other] = [school.lesson(now), school.lesson(now)];
  const teacher = teacherOf(one);
  other.staffIds.push(teacher);
  const key = newId();
  await at.as(teacher).data(submitDocument, roll(one, { idempotencyKey: key }));
  expect(await at.as(teacher).code(submitDocument, roll(other, { idempotencyKey: key }))).toBe(
    'IDEMPOTENCY_KEY_REUSED',
  );
});

test('an expected version that the register never had is refused', async () => {
  const lesson = school.lesson(now);
  expect(await at.as(teacherOf(lesson)).code(submitDocument, roll(lesson, { expectedVersion: 3 }))).toBe(
    'ATTENDANCE_REGISTER_CHANGED',
  );
});

test('the office takes a register with its own weight, in its organization and below it', async () => {
  const lesson = school.lesson(now, { organizationId: school.department });
  const registrar = school.holder('REGISTRAR', school.school);
  const { submitRegister } = await at.as(registrar).data<Submitted>(submitDocument, roll(lesson));
  expect(new Set(submitRegister.register.marks.map(({ layer }) => layer))).toEqual(new Set(['OFFICE']));
});

test('who may see a register and not take it is told so; for everybody else there is none', async () => {
  const lesson = school.lesson(now);
  const [student = ''] = lesson.studentIds;
  const code = (personId?: string) => at.as(personId).code(submitDocument, roll(lesson));
  expect(await code(school.holder('HEAD_OF_DEPARTMENT', school.school))).toBe('FORBIDDEN');
  expect(await code(school.guardian(student))).toBe('FORBIDDEN');
  expect(await code(student)).toBe('FORBIDDEN');
  expect(await code(school.holder('REGISTRAR', school.otherSchool))).toBe('NOT_FOUND');
  expect(await code(teacherOf(school.lesson(now)))).toBe('NOT_FOUND');
  expect(await code(newId())).toBe('NOT_FOUND');
  expect(await code()).toBe('UNAUTHENTICATED');
  expect(await at.as(teacherOf(lesson)).code(submitDocument, roll({ ...lesson, meetingId: newId() }))).toBe(
    'NOT_FOUND',
  );
  expect(await versions(lesson)).toBe(0);
});

test('a stranger is not even told that a version is stale', async () => {
  const lesson = school.lesson(now);
  await at.as(teacherOf(lesson)).data(submitDocument, roll(lesson));
  expect(await at.as(newId()).code(submitDocument, roll(lesson))).toBe('NOT_FOUND');
  expect(
    await at
      .as(newId())
      .data(registerDocument, { id: lesson.meetingId })
      .catch(() => 'hidden'),
  ).toBe('hidden');
});
