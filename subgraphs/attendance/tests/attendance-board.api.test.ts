import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { type Codes, type Lesson, type Neighbours, startAttendance, submitDocument } from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let now: Date;
let taken: Lesson;
let open: Lesson;
let below: Lesson;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  now = await at.request().now();
  taken = school.lesson(now);
  open = school.lesson(now, {
    startsAt: new Date(now.getTime() + 60_000).toISOString(),
    studentIds: [newId()],
  });
  below = school.lesson(now, {
    organizationId: school.department,
    startsAt: new Date(now.getTime() - 7_200_000).toISOString(),
  });
  school.lesson(now, { organizationId: school.otherSchool });
  school.lesson(now, { date: '2020-01-01' });
  for (const lesson of [taken, below]) {
    const signs = [codes.P, codes.L, codes.A];
    const marks = lesson.studentIds.map((studentId, index) => ({ studentId, codeId: signs[index] }));
    const input = { registerId: lesson.meetingId, marks, expectedVersion: 0, idempotencyKey: newId() };
    await at.as(lesson.staffIds[0]).data(submitDocument, { input });
  }
});
afterAll(() => at.close());

const fields = `
  date
  organization { id }
  registers { id status }
  takenCount
  notTakenCount
  counts { expected present late absent unmarked }
`;
const board = `query ($organizationId: UUID!, $date: Date!) { attendanceBoard(organizationId: $organizationId, date: $date) { ${fields} } }`;
const ofOrganization = `query ($r: [_Any!]!, $date: Date!) { _entities(representations: $r) { ... on Organization { attendanceBoard(date: $date) { ${fields} } } } }`;
const byReference = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on AttendanceBoard { ${fields} } } }`;

const whole = () => ({
  date: taken.date,
  organization: { id: school.school },
  registers: [
    { id: below.meetingId, status: 'TAKEN' },
    { id: taken.meetingId, status: 'TAKEN' },
    { id: open.meetingId, status: 'NOT_TAKEN' },
  ],
  takenCount: 2,
  notTakenCount: 1,
  counts: { expected: 7, present: 2, late: 2, absent: 2, unmarked: 1 },
});

test('a board shows every meeting of the day, with all below the organization, and counts the not taken as neither', async () => {
  const registrar = at.as(school.holder('REGISTRAR', school.school));
  const { date } = taken;
  const organizationId = school.school;
  expect(await registrar.data(board, { organizationId, date })).toEqual({ attendanceBoard: whole() });
  const organization = { r: [{ __typename: 'Organization', id: organizationId }], date };
  expect(await registrar.data(ofOrganization, organization)).toEqual({
    _entities: [{ attendanceBoard: whole() }],
  });
  const reference = { r: [{ __typename: 'AttendanceBoard', organizationId, date }] };
  expect(await registrar.data(byReference, reference)).toEqual({ _entities: [whole()] });
});

test('a board of many registers takes the statements and asks of one', async () => {
  const registrar = school.holder('HEAD_OF_DEPARTMENT', school.school);
  const cost = async (organizationId: string) => {
    at.statements.length = 0;
    at.asked.length = 0;
    await at.as(registrar).data(board, { organizationId, date: taken.date });
    return { statements: at.statements.length, asked: at.asked.map(({ name }) => name) };
  };
  const many = await cost(school.school);
  expect(many.asked).toEqual([
    'users.standing',
    'users.organizations',
    'academics.meetings-on',
    'academics.meetings',
  ]);
  expect(many.statements).toBe(3);
  expect((await cost(school.department)).statements).toBe(3);
});

test('a board is for who oversees its organization; for others there is none, by any door', async () => {
  const strangers = [
    newId(),
    taken.staffIds[0],
    school.holder('TEACHER', school.school),
    school.holder('REGISTRAR', school.otherSchool),
    school.holder('REGISTRAR', school.department),
    school.guardian(taken.studentIds[0] ?? ''),
  ];
  const { date } = taken;
  const organizationId = school.school;
  for (const stranger of strangers) {
    const client = at.as(stranger);
    at.asked.length = 0;
    expect(await client.code(board, { organizationId, date })).toBe('NOT_FOUND');
    expect(
      await client.code(ofOrganization, { r: [{ __typename: 'Organization', id: organizationId }], date }),
    ).toBe('FORBIDDEN');
    expect(
      await client.code(byReference, { r: [{ __typename: 'AttendanceBoard', organizationId, date }] }),
    ).toBe('NOT_FOUND');
    expect(new Set(at.asked.map(({ name }) => name))).toEqual(new Set(['users.standing']));
  }
  expect(await at.as().code(board, { organizationId, date })).toBe('UNAUTHENTICATED');
});

test('a board of an organization or a day that does not exist is not found', async () => {
  const registrar = at.as(school.holder('REGISTRAR', school.institution));
  expect(await registrar.code(board, { organizationId: newId(), date: taken.date })).toBe('NOT_FOUND');
  const reference = {
    r: [{ __typename: 'AttendanceBoard', organizationId: school.school, date: 'someday' }],
  };
  expect(await registrar.code(byReference, reference)).toBe('NOT_FOUND');
});
