import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { CorrectionReason } from '../src/mark/correction-reason.entity.ts';
import {
  type Codes,
  correctDocument,
  type Lesson,
  type Neighbours,
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

const teacherOf = (lesson: Lesson) => lesson.staffIds[0] ?? '';

async function takenLesson(more: Partial<Lesson> = {}): Promise<Lesson> {
  const lesson = school.lesson(now, more);
  await submit(lesson, 0);
  return lesson;
}

function submit(lesson: Lesson, expectedVersion: number) {
  const marks = lesson.studentIds.map((studentId) => ({ studentId, codeId: codes.P }));
  const input = { registerId: lesson.meetingId, marks, expectedVersion, idempotencyKey: newId() };
  return at.as(teacherOf(lesson)).data(submitDocument, { input });
}

function correction(
  lesson: Lesson,
  codeId: string,
  expectedVersion: number,
  more: Record<string, unknown> = {},
) {
  const [studentId] = lesson.studentIds;
  const given = { registerId: lesson.meetingId, studentId, codeId, expectedVersion };
  return { input: { ...given, reason: 'Came with the late bus', idempotencyKey: newId(), ...more } };
}

interface Corrected {
  correctMark: {
    register: {
      version: number;
      marks: { student: { id: string }; code: { code: string }; layer: string }[];
    };
  };
}

const history = /* GraphQL */ `
  query ($id: UUID!) {
    _entities(representations: [{ __typename: "Register", id: $id }]) {
      ... on Register { marks { student { id } reason history { code { code } layer recordedBy { id } reason } } }
    }
  }
`;

interface History {
  _entities: [
    {
      marks: {
        student: { id: string };
        reason: string | null;
        history: { code: { code: string }; reason: string | null }[];
      }[];
    },
  ];
}

test('a teacher corrects a mark on its day, and tells why; the old one stays in its history', async () => {
  const lesson = await takenLesson();
  const teacher = teacherOf(lesson);
  const { correctMark } = await at
    .as(teacher)
    .data<Corrected>(correctDocument, correction(lesson, codes.A, 1));
  expect(correctMark.register.version).toBe(2);
  expect(correctMark.register.marks.map(({ code }) => code.code)).toEqual(['A', 'P', 'P']);
  const { _entities } = await at.as(teacher).data<History>(history, { id: lesson.meetingId });
  expect(_entities[0].marks[0]).toMatchObject({
    reason: 'Came with the late bus',
    history: [
      { code: { code: 'P' }, reason: null, recordedBy: { id: teacher } },
      { code: { code: 'A' }, reason: 'Came with the late bus' },
    ],
  });
  const [event] = await at.request().em.find(OutboxMessage, { aggregateId: lesson.meetingId, version: 2 });
  expect(event).toMatchObject({
    name: 'attendance.register-corrected',
    payload: { studentIds: [lesson.studentIds[0]] },
  });
  expect(JSON.stringify(event)).not.toContain('late bus');
});

test('the reason is for the staff, and can be erased without a trace of it in the audit or harm to the mark', async () => {
  const lesson = await takenLesson();
  const [child = ''] = lesson.studentIds;
  await at.as(teacherOf(lesson)).data(correctDocument, correction(lesson, codes.A, 1));
  const asGuardian = await at.as(school.guardian(child)).run(history, { id: lesson.meetingId });
  expect(asGuardian.data).toMatchObject({
    _entities: [{ marks: [{ student: { id: child }, reason: null }] }],
  });
  expect(new Set(asGuardian.errors?.map((error) => error.extensions?.code))).toEqual(new Set(['FORBIDDEN']));
  expect(JSON.stringify(asGuardian)).not.toContain('late bus');
  const entries = await at.request().em.find(AuditEntry, { tableName: 'correction_reason' });
  expect(entries.length).toBeGreaterThan(0);
  expect(JSON.stringify(entries)).not.toContain('late bus');
  const { em } = at.request();
  for (const reason of await em.find(CorrectionReason, {})) em.remove(reason);
  await em.flush();
  const { _entities } = await at.as(teacherOf(lesson)).data<History>(history, { id: lesson.meetingId });
  expect(_entities[0].marks[0]?.history.map(({ code, reason }) => [code.code, reason])).toEqual([
    ['P', null],
    ['A', null],
  ]);
});

test("the office's mark stands over the teacher's, though the teacher submits again afterwards", async () => {
  const lesson = await takenLesson();
  const registrar = school.holder('REGISTRAR', school.school);
  await at.as(registrar).data(correctDocument, correction(lesson, codes.E, 1));
  await submit(lesson, 2);
  const teacher = at.as(teacherOf(lesson));
  const { _entities } = await teacher.data<History>(history, { id: lesson.meetingId });
  expect(_entities[0].marks[0]?.history.map(({ code }) => code.code)).toEqual(['P', 'E', 'P']);
  expect(await teacher.code(correctDocument, correction(lesson, codes.A, 3))).toBe(
    'ATTENDANCE_OFFICE_MARK_STANDS',
  );
  const { correctMark } = await at
    .as(registrar)
    .data<Corrected>(correctDocument, correction(lesson, codes.L, 3));
  expect(correctMark.register.marks[0]).toMatchObject({ code: { code: 'L' }, layer: 'OFFICE' });
});

test('the second click on a correction changes nothing, a stale one is refused by name', async () => {
  const lesson = await takenLesson();
  school.names.set(teacherOf(lesson), 'Emmy Noether');
  const once = correction(lesson, codes.A, 1);
  const client = at.as(teacherOf(lesson));
  expect(await client.data(correctDocument, once)).toEqual(await client.data(correctDocument, once));
  const { errors } = await client.run(correctDocument, correction(lesson, codes.L, 1));
  expect(errors?.[0]?.message).toContain('Emmy Noether');
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'ATTENDANCE_REGISTER_CHANGED', version: 2 });
});

test('the key of a submission is no key of a correction: both are carried out under the same one', async () => {
  const lesson = school.lesson(now);
  const teacher = at.as(teacherOf(lesson));
  const { input } = correction(lesson, codes.A, 1);
  const marks = lesson.studentIds.map((studentId) => ({ studentId, codeId: codes.P }));
  const { idempotencyKey } = input;
  const submission = { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey };
  await teacher.data(submitDocument, { input: submission });
  const { correctMark } = await teacher.data<Corrected>(correctDocument, { input });
  expect(correctMark.register.marks.map(({ code }) => code.code)).toEqual(['A', 'P', 'P']);
});

test('a register that was not taken cannot be corrected', async () => {
  const lesson = school.lesson(now);
  expect(await at.as(teacherOf(lesson)).code(correctDocument, correction(lesson, codes.A, 0))).toBe(
    'ATTENDANCE_REGISTER_NOT_TAKEN',
  );
});

test('heads of department, guardians and students correct nothing; for others there is no register', async () => {
  const lesson = await takenLesson();
  const [student = ''] = lesson.studentIds;
  const code = (personId?: string) => at.as(personId).code(correctDocument, correction(lesson, codes.A, 1));
  expect(await code(school.holder('HEAD_OF_DEPARTMENT', school.school))).toBe('FORBIDDEN');
  expect(await code(school.guardian(student))).toBe('FORBIDDEN');
  expect(await code(student)).toBe('FORBIDDEN');
  expect(await code(school.holder('ADMINISTRATOR', school.otherSchool))).toBe('NOT_FOUND');
  expect(await code(newId())).toBe('NOT_FOUND');
  expect(await code()).toBe('UNAUTHENTICATED');
});

test('on the next day a teacher is sent to the office, which still corrects', async () => {
  const lesson = await takenLesson();
  await at.advance(24 * 3_600_000);
  expect(await at.as(teacherOf(lesson)).code(correctDocument, correction(lesson, codes.A, 1))).toBe(
    'ATTENDANCE_REGISTER_CLOSED',
  );
  const administrator = school.holder('ADMINISTRATOR', school.institution);
  const { correctMark } = await at
    .as(administrator)
    .data<Corrected>(correctDocument, correction(lesson, codes.A, 1));
  expect(correctMark.register.marks[0]).toMatchObject({ code: { code: 'A' }, layer: 'OFFICE' });
});
