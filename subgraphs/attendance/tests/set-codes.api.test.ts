import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import {
  type Codes,
  correctDocument,
  type Neighbours,
  registerDocument,
  startAttendance,
  submitDocument,
} from './neighbours.ts';

let at: TestSubgraph;
let school: Neighbours;
let codes: Codes;
let office: string;

beforeAll(async () => {
  ({ at, school, codes } = await startAttendance());
  office = school.holder('REGISTRAR', school.school);
});
afterAll(() => at.close());

interface Code {
  id: string;
  code: string;
  name: string;
  isDefault: boolean;
}

const setDocument = /* GraphQL */ `
  mutation ($input: SetAttendanceCodesInput!) {
    setAttendanceCodes(input: $input) { attendanceCodes { id code name isDefault } }
  }
`;
const inForceDocument = /* GraphQL */ `
  query ($id: UUID!) { attendanceCodes(organizationId: $id) { id code name isDefault } }
`;

const there = { code: '/', name: 'There', category: 'PRESENT', isDefault: true };
const late = { code: 'L', name: 'Late', category: 'LATE' };
const away = { code: 'N', name: 'Not there', category: 'ABSENT' };
const ill = { code: 'I', name: 'Ill', category: 'ABSENT', excused: true, officeOnly: true };

async function inForce(organizationId: string): Promise<Code[]> {
  const { attendanceCodes } = await at
    .as(office)
    .data<{ attendanceCodes: Code[] }>(inForceDocument, { id: organizationId });
  return attendanceCodes;
}

const signsOf = (found: readonly Code[]) => found.map(({ code }) => code);

async function wish(organizationId: string, wanted: readonly object[], more: object = {}) {
  const expectedCodeIds = (await inForce(organizationId)).map(({ id }) => id);
  return { input: { organizationId, codes: wanted, expectedCodeIds, idempotencyKey: newId(), ...more } };
}

async function set(organizationId: string, wanted: readonly object[], by = office): Promise<Code[]> {
  const { setAttendanceCodes } = await at
    .as(by)
    .data<{ setAttendanceCodes: { attendanceCodes: Code[] } }>(
      setDocument,
      await wish(organizationId, wanted),
    );
  return setAttendanceCodes.attendanceCodes;
}

async function refused(wanted: readonly object[], more: object = {}, by = office) {
  const before = await inForce(school.school);
  const { errors } = await at.as(by).run(setDocument, await wish(school.school, wanted, more));
  expect(await inForce(school.school)).toEqual(before);
  return errors?.[0]?.extensions;
}

test('a school sets its own codes, and they are in force in it and below it, and nowhere else', async () => {
  expect(signsOf(await inForce(school.school))).toEqual(['A', 'E', 'L', 'P']);
  expect(signsOf(await set(school.school, [there, late, away, ill]))).toEqual(['/', 'I', 'L', 'N']);
  expect(signsOf(await inForce(school.department))).toEqual(['/', 'I', 'L', 'N']);
  expect(signsOf(await inForce(school.otherSchool))).toEqual(['A', 'E', 'L', 'P']);
});

test('a register is taken with the codes in force; what a mark has said before, it says still', async () => {
  await set(school.school, [there, late, away]);
  const [slash, , notThere] = await inForce(school.school);
  const now = await at.request().now();
  const lesson = school.lesson(now);
  const [teacher = ''] = lesson.staffIds;
  const submit = (codeId: string | undefined, expectedVersion = 0) => ({
    input: {
      registerId: lesson.meetingId,
      marks: lesson.studentIds.map((studentId) => ({ studentId, codeId })),
      ...{ expectedVersion, idempotencyKey: newId() },
    },
  });
  const strange = await at.as(teacher).run(submitDocument, submit(codes.P));
  expect(strange.errors?.[0]?.extensions).toMatchObject({ code: 'ATTENDANCE_CODE_UNKNOWN' });
  await at.as(teacher).data(submitDocument, submit(notThere?.id));

  await set(school.school, [there, { ...away, code: 'Ab' }]);
  const { _entities } = await at
    .as(teacher)
    .data<{ _entities: unknown[] }>(registerDocument, { id: lesson.meetingId });
  expect(_entities).toMatchObject([{ marks: lesson.studentIds.map(() => ({ code: { code: 'N' } })) }]);
  const correction = (codeId: string | undefined) => ({
    input: {
      ...{ registerId: lesson.meetingId, studentId: lesson.studentIds[0], codeId, reason: 'Seen' },
      ...{ expectedVersion: 1, idempotencyKey: newId() },
    },
  });
  const retired = await at.as(teacher).run(correctDocument, correction(notThere?.id));
  expect(retired.errors?.[0]?.extensions).toMatchObject({ code: 'ATTENDANCE_CODE_UNKNOWN' });
  await at.as(teacher).data(correctDocument, correction(slash?.id));
});

test('a sign that comes back is the one that it was, under the name that it is given now', async () => {
  const [, , before] = await set(school.school, [there, late, away]);
  await set(school.school, [there, { ...away, code: 'Ab' }]);
  const after = await set(school.school, [there, { ...away, name: 'Missing' }]);
  expect(after.find(({ code }) => code === 'N')).toEqual({ ...before, name: 'Missing' });
});

test('a school without codes of its own has those above it again; an institution cannot be without', async () => {
  await set(school.school, [there, away]);
  expect(signsOf(await set(school.school, []))).toEqual(['A', 'E', 'L', 'P']);
  const administrator = school.holder('ADMINISTRATOR', school.institution);
  const none = await at.as(administrator).run(setDocument, await wish(school.institution, []));
  expect(none.errors?.[0]?.extensions).toMatchObject({ code: 'ATTENDANCE_CODES_INCOMPLETE' });
  expect(signsOf(await inForce(school.institution))).toEqual(['A', 'E', 'L', 'P']);
});

test('the same command a second time sets nothing, and says what is in force', async () => {
  const input = await wish(school.school, [there, away]);
  const first = await at.as(office).data(setDocument, input);
  expect(await at.as(office).data(setDocument, input)).toEqual(first);
  expect(await inForce(school.school)).toHaveLength(2);
});

test('of two who set the codes at once, one is told that they have changed', async () => {
  await set(school.school, [there, away]);
  const wishes = [
    await wish(school.school, [there, away, late]),
    await wish(school.school, [there, away, ill]),
  ];
  const answers = await Promise.all(wishes.map((one) => at.as(office).run(setDocument, one)));
  const told = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.code) ?? []);
  expect(told).toEqual(['ATTENDANCE_CODES_CHANGED']);
  expect(await inForce(school.school)).toHaveLength(3);
});

test('a set with which no register could be taken, or which would change what marks mean, is refused whole', async () => {
  await set(school.school, [there, away]);
  expect(await refused([there, { ...away, officeOnly: true }])).toMatchObject({
    code: 'ATTENDANCE_CODES_INCOMPLETE',
  });
  expect(await refused([there, away, { ...late, code: 'n' }])).toMatchObject({
    code: 'ATTENDANCE_CODE_TWICE',
    field: ['input', 'codes', '2', 'code'],
  });
  expect(
    await refused([{ ...there, category: 'LATE' }, away, { ...there, code: 'P', isDefault: false }]),
  ).toMatchObject({
    code: 'ATTENDANCE_CODE_MEANING',
    field: ['input', 'codes', '0', 'category'],
  });
  for (const wrong of [
    { ...late, code: ' ' },
    { ...late, code: 'toolong' },
    { ...late, code: 'L\n2' },
    { ...late, name: 'n'.repeat(61) },
    { ...late, name: 'Two\u2028lines' },
    { ...late, excused: true },
    { ...late, isDefault: true },
    { ...ill, isDefault: true },
  ])
    expect(await refused([there, away, wrong])).toMatchObject({ code: 'BAD_USER_INPUT' });
  const many = Array.from({ length: 40 }, (_, n) => ({ ...late, code: `L${n}` }));
  expect(await refused([there, ...many])).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await refused([there, away], { expectedCodeIds: [] })).toMatchObject({
    code: 'ATTENDANCE_CODES_CHANGED',
  });
});

test('nobody sets them but the registry of the organization or above it', async () => {
  for (const by of [
    school.holder('TEACHER', school.school),
    school.holder('HEAD_OF_DEPARTMENT', school.school),
    school.holder('REGISTRAR', school.otherSchool),
    school.holder('REGISTRAR', school.department),
  ])
    expect(await refused([there, away], {}, by)).toMatchObject({ code: 'FORBIDDEN' });
  const input = await wish(school.school, [there, away], { organizationId: newId() });
  const nowhere = await at.as(office).run(setDocument, input);
  expect(nowhere.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
});
