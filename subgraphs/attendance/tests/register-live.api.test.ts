import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { type Codes, type Lesson, type Neighbours, startAttendance, submitDocument } from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let now: Date;
let lesson: Lesson;
let child: string;

const ofSection =
  'subscription ($id: UUID!) { registerChanged(sectionId: $id) { id version marks { student { id } } } }';
const ofBoard =
  'subscription ($id: UUID!) { attendanceBoardChanged(organizationId: $id) { id section { id } marks { student { id } } } }';
const ofStudent =
  'subscription ($id: UUID!) { studentAttendanceChanged(studentId: $id) { student { id } code { code } register { id section { id } marks { student { id } } } } }';

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  now = await at.request().now();
  lesson = school.lesson(now);
  [child = ''] = lesson.studentIds;
  const marks = lesson.studentIds.map((studentId) => ({ studentId, codeId: codes.A }));
  const input = { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
  await at.as(lesson.staffIds[0]).data(submitDocument, { input });
});
afterAll(() => at.close());

/** Whether somebody is admitted, and for how many seconds. */
async function admission(personId: string | undefined, subscription: string, id: string) {
  const { errors, extensions } = await at.as(personId).run(subscription, { id }, {});
  const live = extensions?.live as { status: string; topic: string; until: string };
  const seconds = Math.round((Date.parse(live.until) - (await at.request().now()).getTime()) / 1000);
  return errors
    ? { status: live.status, code: errors[0]?.extensions?.code }
    : { status: live.status, topic: live.topic, seconds };
}

const admitted = (topic: string, seconds = 60) => ({ status: 'admitted', topic, seconds });
const refused = (code = 'NOT_FOUND') => ({ status: 'ended', code });
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();

function tell(
  personId: string,
  subscription: string,
  id: string,
  typename: string,
  key: Record<string, string>,
) {
  return at.as(personId).run(subscription, { id }, { pointer: { typename, key, version: 1, cursor: '7' } });
}

test('the registers of a section are watched by who teaches it, as long as that lasts, and by who oversees it', async () => {
  const topic = `attendance.section.${lesson.sectionId}`;
  expect(await admission(lesson.staffIds[0], ofSection, lesson.sectionId)).toEqual(admitted(topic));
  expect(
    await admission(school.holder('HEAD_OF_DEPARTMENT', school.school), ofSection, lesson.sectionId),
  ).toEqual(admitted(topic));
  const substitute = newId();
  school.teaching.push({ staffId: substitute, sectionId: lesson.sectionId, until: inSeconds(30) });
  const { seconds } = (await admission(substitute, ofSection, lesson.sectionId)) as { seconds: number };
  expect(seconds).toBeLessThanOrEqual(30);
  for (const other of [
    newId(),
    child,
    school.guardian(child),
    school.holder('REGISTRAR', school.otherSchool),
  ]) {
    expect(await admission(other, ofSection, lesson.sectionId)).toEqual(refused());
  }
  expect(await admission(undefined, ofSection, lesson.sectionId)).toEqual(refused('UNAUTHENTICATED'));
});

test('the board of an organization is watched by who oversees it, until the role ends', async () => {
  const topic = `attendance.board.${school.school}`;
  expect(await admission(school.holder('REGISTRAR', school.institution), ofBoard, school.school)).toEqual(
    admitted(topic),
  );
  const leaving = school.holder('ADMINISTRATOR', school.school, inSeconds(20));
  const { seconds } = (await admission(leaving, ofBoard, school.school)) as { seconds: number };
  expect(seconds).toBeLessThanOrEqual(20);
  for (const other of [
    lesson.staffIds[0],
    school.holder('REGISTRAR', school.department),
    school.guardian(child),
    child,
  ]) {
    expect(await admission(other, ofBoard, school.school)).toEqual(refused());
  }
});

test('a student is watched by the student, guardians with access, own teachers and the office', async () => {
  const topic = `attendance.student.${child}`;
  const watchers = [
    child,
    school.guardian(child),
    lesson.staffIds[0],
    school.holder('REGISTRAR', school.school),
  ];
  for (const watcher of watchers) expect(await admission(watcher, ofStudent, child)).toEqual(admitted(topic));
  const { seconds } = (await admission(
    school.guardian(child, { until: inSeconds(10) }),
    ofStudent,
    child,
  )) as { seconds: number };
  expect(seconds).toBeLessThanOrEqual(10);
  const [, classmate = ''] = lesson.studentIds;
  const others = [
    newId(),
    classmate,
    school.guardian(classmate),
    school.guardian(child, { recordsAccess: false }),
  ];
  for (const other of others) expect(await admission(other, ofStudent, child)).toEqual(refused());
});

test('a guardian is told of the own child alone: the mark, with its section', async () => {
  const told = await tell(school.guardian(child), ofStudent, child, 'AttendanceMark', {
    registerId: lesson.meetingId,
    studentId: child,
  });
  expect(told).toEqual({
    data: {
      studentAttendanceChanged: {
        student: { id: child },
        code: { code: 'A' },
        register: {
          id: lesson.meetingId,
          section: { id: lesson.sectionId },
          marks: [{ student: { id: child } }],
        },
      },
    },
    extensions: { live: { status: 'data' } },
  });
});

test('the office is told of the register that changed, with everybody in it', async () => {
  const registrar = school.holder('REGISTRAR', school.institution);
  const told = await tell(registrar, ofBoard, school.institution, 'Register', { id: lesson.meetingId });
  expect(told.data).toEqual({
    attendanceBoardChanged: {
      id: lesson.meetingId,
      section: { id: lesson.sectionId },
      marks: lesson.studentIds.map((id) => ({ student: { id } })),
    },
  });
  const teacher = await tell(lesson.staffIds[0] ?? '', ofSection, lesson.sectionId, 'Register', {
    id: lesson.meetingId,
  });
  expect(teacher.data).toMatchObject({ registerChanged: { id: lesson.meetingId, version: 1 } });
});

test('what points at nothing that the subscriber may see is skipped, and a right that has ended ends the subscription', async () => {
  const guardian = school.guardian(child);
  const key = { registerId: newId(), studentId: child };
  const skipped = await tell(guardian, ofStudent, child, 'AttendanceMark', key);
  expect(skipped.extensions).toEqual({ live: { status: 'skip' } });
  school.guardianships.splice(
    school.guardianships.findIndex(({ guardianId }) => guardianId === guardian),
    1,
  );
  const ended = await tell(guardian, ofStudent, child, 'AttendanceMark', {
    registerId: lesson.meetingId,
    studentId: child,
  });
  expect(ended).toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND' } }],
    extensions: { live: { status: 'ended' } },
  });
});

test('a pointer that a subscriber makes up reveals nothing that is not theirs', async () => {
  const other = school.lesson(now);
  const marks = other.studentIds.map((studentId) => ({ studentId, codeId: codes.P }));
  const input = { registerId: other.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
  await at.as(other.staffIds[0]).data(submitDocument, { input });
  const made = { registerId: other.meetingId, studentId: other.studentIds[0] ?? '' };
  const told = await tell(school.guardian(child), ofStudent, child, 'AttendanceMark', made);
  expect(told.extensions).toEqual({ live: { status: 'skip' } });
});
