import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { type Codes, type Lesson, type Neighbours, startAttendance, submitDocument } from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let now: Date;
/** Taken; two children in it, one of them also in another section. */
let lesson: Lesson;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  now = await at.request().now();
  lesson = await takenLesson();
});
afterAll(() => at.close());

const teacherOf = ({ staffIds: [teacher = ''] }: Lesson) => teacher;
const childOf = ({ studentIds: [child = ''] }: Lesson) => child;

async function takenLesson(more: Partial<Lesson> = {}): Promise<Lesson> {
  const made = school.lesson(now, more);
  const marks = made.studentIds.map((studentId, index) => ({
    studentId,
    codeId: index === 0 ? codes.A : codes.P,
  }));
  const input = { registerId: made.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
  await at.as(teacherOf(made)).data(submitDocument, { input });
  return made;
}

const door = /* GraphQL */ `
  query ($id: UUID!) {
    _entities(representations: [{ __typename: "Register", id: $id }]) {
      ... on Register {
        id status version date takenBy { id }
        section { id } meeting { id } organization { id }
        marks { student { id } history { student { id } } register { id } }
        expected { id }
        counts { expected }
      }
    }
  }
`;

interface Seen {
  _entities: [
    null | {
      id: string;
      marks: { student: { id: string } }[];
      expected: { id: string }[] | null;
      counts: { expected: number } | null;
    },
  ];
}

/** Whom somebody sees in a register: the students with a mark, the number of those expected; null where there is no register. */
async function seen(personId: string | undefined, of: Lesson = lesson) {
  const { data, errors } = await at.as(personId).run(door, { id: of.meetingId });
  const [register] = (data as unknown as Seen)._entities;
  if (!register) return { register: null, codes: errors?.map((error) => error.extensions?.code) };
  const students = register.marks.map(({ student }) => student.id);
  const told = JSON.stringify(data);
  const strangers = of.studentIds.filter((id) => !students.includes(id) && told.includes(id));
  return {
    students,
    expected: register.counts?.expected ?? null,
    roll: register.expected?.length ?? null,
    strangers,
  };
}

const whole = () => ({ students: lesson.studentIds, expected: 3, roll: 3, strangers: [] });
const only = (...students: string[]) => ({ students, expected: null, roll: null, strangers: [] });
const hidden = { register: null, codes: ['NOT_FOUND'] };

test('teachers of the section and overseers of the organization see a register as a whole', async () => {
  expect(await seen(teacherOf(lesson))).toEqual(whole());
  for (const role of ['REGISTRAR', 'ADMINISTRATOR', 'HEAD_OF_DEPARTMENT'] as const) {
    expect(await seen(school.holder(role, school.institution))).toEqual(whole());
    expect(await seen(school.holder(role, school.otherSchool))).toEqual(hidden);
  }
  expect(await seen(school.holder('TEACHER', school.school))).toEqual(hidden);
});

test('a guardian sees the own children in it, never a classmate', async () => {
  const [child = '', sibling = ''] = lesson.studentIds;
  const guardian = school.guardian(child);
  expect(await seen(guardian)).toEqual(only(child));
  school.guardian(sibling, { guardianId: guardian });
  expect(await seen(guardian)).toEqual(only(child, sibling));
});

test('a guardian without access to records, and one whose guardianship has ended, see nothing', async () => {
  const child = childOf(lesson);
  expect(await seen(school.guardian(child, { recordsAccess: false }))).toEqual(hidden);
  const former = school.guardian(child);
  expect(await seen(former)).toEqual(only(child));
  school.guardianships.splice(
    school.guardianships.findIndex(({ guardianId }) => guardianId === former),
    1,
  );
  expect(await seen(former)).toEqual(hidden);
});

test('a student sees the own mark and never a classmate', async () => {
  const child = childOf(lesson);
  expect(await seen(child)).toEqual(only(child));
});

test("a student's teacher of another section sees that student in it", async () => {
  const child = childOf(lesson);
  const other = school.lesson(now, { studentIds: [child] });
  expect(await seen(teacherOf(other))).toEqual(only(child));
});

test('nobody else sees it, and it looks like one that is not there', async () => {
  expect(await seen(newId())).toEqual(hidden);
  expect(await seen(undefined)).toEqual(hidden);
  expect(await seen(teacherOf(lesson), { ...lesson, meetingId: newId() })).toEqual(hidden);
});

test('before it is taken, a guardian sees that it is not, and no roll', async () => {
  const open = school.lesson(now);
  expect(await seen(school.guardian(childOf(open)), open)).toEqual({ ...only(), students: [] });
  expect(await seen(newId(), open)).toEqual(hidden);
});

test("a section's day lists its meetings in order, taken or not, for who teaches or oversees it", async () => {
  const later = school.lesson(now, {
    ...lesson,
    meetingId: newId(),
    startsAt: new Date(now.getTime() - 60_000).toISOString(),
  });
  school.lesson(now, { ...lesson, meetingId: newId(), date: '2020-01-01' });
  const query =
    'query ($r: [_Any!]!, $date: Date!) { _entities(representations: $r) { ... on Section { registers(date: $date) { id status } } } }';
  const variables = { r: [{ __typename: 'Section', id: lesson.sectionId }], date: lesson.date };
  const day = [
    { id: lesson.meetingId, status: 'TAKEN' },
    { id: later.meetingId, status: 'NOT_TAKEN' },
  ];
  for (const personId of [teacherOf(lesson), school.holder('HEAD_OF_DEPARTMENT', school.school)]) {
    expect(await at.as(personId).data(query, variables)).toEqual({ _entities: [{ registers: day }] });
  }
  for (const personId of [school.guardian(childOf(lesson)), childOf(lesson), newId()]) {
    expect(await at.as(personId).code(query, variables)).toBe('FORBIDDEN');
  }
});

test('a list of registers takes the same statements and asks as one', async () => {
  const guardian = school.guardian(childOf(lesson));
  const lessons = await Promise.all([1, 2, 3].map(() => takenLesson({ studentIds: lesson.studentIds })));
  const query =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Register { marks { code { code } register { id } history { id } } } } }';
  const cost = async (of: Lesson[]) => {
    at.statements.length = 0;
    at.asked.length = 0;
    await at.as(guardian).data(query, { r: of.map(({ meetingId: id }) => ({ __typename: 'Register', id })) });
    return [at.statements.length, at.asked.length];
  };
  expect(await cost([lesson, ...lessons])).toEqual(await cost([lesson]));
});

test('anybody who is signed in reads the codes of a school, which may be those of the institution', async () => {
  const query =
    'query ($id: UUID!) { attendanceCodes(organizationId: $id) { code category isDefault officeOnly } }';
  const { attendanceCodes } = await at
    .as(newId())
    .data<{ attendanceCodes: unknown[] }>(query, { id: school.department });
  expect(attendanceCodes).toHaveLength(4);
  expect(attendanceCodes).toContainEqual({
    code: 'E',
    category: 'ABSENT',
    isDefault: false,
    officeOnly: true,
  });
  expect(await at.as(newId()).code(query, { id: newId() })).toBe('NOT_FOUND');
  expect(await at.as().code(query, { id: school.department })).toBe('UNAUTHENTICATED');
});
