import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import {
  type Codes,
  type Lesson,
  type Neighbours,
  startAttendance,
  submitDocument,
} from '../../subgraphs/attendance/tests/neighbours.ts';

const day = 24 * 3_600_000;
let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let now: Date;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  now = await at.request().now();
});
afterAll(() => at.close());

function lessonAgo(days: number): Lesson {
  const startsAt = new Date(now.getTime() - days * day).toISOString();
  return school.lesson(new Date(startsAt), { startsAt });
}

function take(lesson: Lesson, personId = lesson.staffIds[0]): Promise<string> {
  const marks = lesson.studentIds.map((studentId) => ({ studentId, codeId: codes.P }));
  const input = { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
  return at.as(personId).code(submitDocument, { input });
}

function dismiss(teacherId: string | undefined): void {
  school.roles.splice(0, Infinity, ...school.roles.filter(({ personId }) => personId !== teacherId));
  school.teaching.splice(0, Infinity, ...school.teaching.filter(({ staffId }) => staffId !== teacherId));
}

test('a teacher who was dismissed takes no register any more, not even of a lesson they gave', async () => {
  const lesson = lessonAgo(1);
  dismiss(lesson.staffIds[0]);
  expect(await take(lesson)).toBe('NOT_FOUND');
});

test('a teacher who is still assigned but holds no role over the school takes no register of today', async () => {
  const lesson = lessonAgo(0);
  const teaching = [...school.teaching];
  dismiss(lesson.staffIds[0]);
  school.teaching.splice(0, Infinity, ...teaching);
  expect(await take(lesson)).toBe('FORBIDDEN');
});

test('a register of last term that nobody took is taken by the office alone', async () => {
  const lesson = lessonAgo(100);
  expect(await take(lesson)).toBe('ATTENDANCE_REGISTER_CLOSED');
  expect(await take(lesson, school.holder('REGISTRAR', school.school))).toBe('NO_ERROR');
});

test('a teacher who forgot a register takes it within thirty days', async () => {
  expect(await take(lessonAgo(29))).toBe('NO_ERROR');
});
