import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { SchoolEnrollment } from '../src/enrollment/school-enrollment.entity.ts';
import { entity } from './kit/entity.ts';
import { ids, type Name, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields = 'id grade from to version student { id } organization { id }';
const enroll = `mutation ($input: EnrollInSchoolInput!) { enrollInSchool(input: $input) { schoolEnrollments { ${fields} } } }`;
const end = `mutation ($input: EndSchoolEnrollmentInput!) { endSchoolEnrollment(input: $input) { schoolEnrollment { ${fields} } } }`;

const wish = (students: readonly Name[], more: object = {}) => ({
  input: {
    ...{ organizationId: ids.school, studentIds: students.map((name) => ids[name]), grade: '8' },
    ...{ from: '2026-04-01', idempotencyKey: newId(), ...more },
  },
});
const ending = (schoolEnrollmentId: string, to: string, more: object = {}) => ({
  input: { schoolEnrollmentId, to, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
const idOf = async (student: Name) =>
  (await school.request().em.findOneOrFail(SchoolEnrollment, { studentId: ids[student] })).id;
/** The refusal of a command, which leaves nothing behind. */
async function refused(who: Name, document: string, variables: Record<string, unknown>) {
  const rows = async () =>
    JSON.stringify(await school.request().em.find(SchoolEnrollment, {}, { orderBy: { id: 'asc' } }));
  const before = await rows();
  const { errors } = await as(who).run(document, variables);
  if (!errors) return { code: 'NO_ERROR' } as Record<string, unknown>;
  expect(await rows()).toBe(before);
  return { ...errors[0]?.extensions, message: errors[0]?.message } as Record<string, unknown>;
}

describe("a student's schools", () => {
  interface Listed {
    readonly schoolEnrollments: readonly { readonly grade: string }[] | null;
  }
  const grades = async (who: Name) =>
    (await entity<Listed>(as(who), ['Student', ids.anna], 'schoolEnrollments { grade }'))
      ?.schoolEnrollments ?? null;

  test('are seen by the family, by who teaches the student now, and by the office', async () => {
    for (const who of ['anna', 'mother', 'teacher', 'registrar', 'administrator', 'head'] as const)
      expect([who, await grades(who)]).toEqual([who, [{ grade: '7' }]]);
  });

  test('are refused to everybody else, also to a guardian without access to records', async () => {
    for (const who of ['uncle', 'bert', 'chemist', 'plainTeacher', 'artsHead', 'foreignRegistrar'] as const)
      expect([who, await grades(who)]).toEqual([who, null]);
  });
});

describe('students who are enrolled', () => {
  test('are refused to who does not keep the school, and where they are nobody of it', async () => {
    for (const who of ['head', 'plainTeacher', 'teacher', 'anna', 'mother', 'foreignRegistrar'] as const)
      expect([who, (await refused(who, enroll, wish(['novice']))).code]).toEqual([who, 'FORBIDDEN']);
    for (const students of [['novice', 'foreignNovice'], ['uncle'], ['teacher']] as const)
      expect(await refused('registrar', enroll, wish(students))).toMatchObject({ code: 'NOT_FOUND' });
    const nowhere = wish(['novice'], { organizationId: newId() });
    expect(await refused('administrator', enroll, nowhere)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are enrolled all or not at all, and told apart by where they stand', async () => {
    const field = (...more: string[]) => ({ code: 'BAD_USER_INPUT', field: ['input', ...more] });
    expect(await refused('registrar', enroll, wish([]))).toMatchObject(field('studentIds'));
    const twice = wish(['novice', 'novice']);
    expect(await refused('registrar', enroll, twice)).toMatchObject(field('studentIds', '1'));
    const crowd = wish([], { studentIds: Array.from({ length: 501 }, newId) });
    expect(await refused('registrar', enroll, crowd)).toMatchObject(field('studentIds'));
    expect(await refused('registrar', enroll, wish(['novice'], { grade: ' ' }))).toMatchObject(
      field('grade'),
    );
    const grade = wish(['novice'], { grade: '8\n' + 'x'.repeat(20) });
    expect(await refused('registrar', enroll, grade)).toMatchObject(field('grade'));
    const to = { to: '2026-04-01' };
    expect(await refused('registrar', enroll, wish(['novice'], to))).toMatchObject(field('to'));
    expect(await refused('registrar', enroll, wish(['novice', 'anna']))).toMatchObject({
      ...{ code: 'ACADEMICS_ALREADY_AT_SCHOOL', field: ['input', 'studentIds'] },
      atSchool: [{ studentId: ids.anna, from: '2026-02-01', to: null }],
    });
  });

  test('are at the school from that day on: sections and programs take them', async () => {
    const section = `mutation ($input: EnrollInSectionInput!) { enrollInSection(input: $input) { sectionEnrollment { from } } }`;
    const program = `mutation ($input: EnrollInProgramInput!) { enrollInProgram(input: $input) { programEnrollment { from } } }`;
    const student = { studentId: ids.novice, from: '2026-04-01' };
    const into = (more: object) => ({ input: { ...student, ...more, idempotencyKey: newId() } });
    const biology = { sectionId: ids.biology };
    expect(await as('registrar').code(section, into(biology))).toBe('NOT_FOUND');
    const made = await as('registrar').data(enroll, wish(['novice']));
    expect(made).toEqual({
      enrollInSchool: {
        schoolEnrollments: [
          {
            ...{ id: expect.any(String), grade: '8', from: '2026-04-01', to: null, version: 1 },
            ...{ student: { id: ids.novice }, organization: { id: ids.school } },
          },
        ],
      },
    });
    expect(await as('registrar').code(section, into({ ...biology, from: today }))).toBe(
      'ACADEMICS_NOT_AT_SCHOOL',
    );
    expect(await as('registrar').code(section, into(biology))).toBe('NO_ERROR');
    expect(await as('registrar').code(program, into({ programId: ids.diploma }))).toBe('NO_ERROR');
  });

  test('go to another school only by who keeps both', async () => {
    const elsewhere = { organizationId: ids.elsewhere };
    expect(await refused('registrar', enroll, wish(['idle'], elsewhere))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await refused('foreignRegistrar', enroll, wish(['idle'], elsewhere))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await as('administrator').code(enroll, wish(['idle'], elsewhere))).toBe('NO_ERROR');
  });

  test('are enrolled once, however often it is sent, and in the order in which they were named', async () => {
    const variables = wish(['foreignNovice', 'foreigner'], { organizationId: ids.sciences });
    const clicks = Array.from({ length: 4 }, () => as('administrator').data(enroll, variables));
    const answers = new Set((await Promise.all(clicks)).map((answer) => JSON.stringify(answer)));
    expect(answers.size).toBe(1);
    const { enrollInSchool } = JSON.parse([...answers][0] ?? '');
    expect(enrollInSchool.schoolEnrollments.map((one: { student: object }) => one.student)).toEqual([
      { id: ids.foreignNovice },
      { id: ids.foreigner },
    ]);
    const race = ['registrar', 'administrator'] as const;
    const idle = () => wish(['idle'], { organizationId: ids.arts });
    const codes = await Promise.all(race.map((who) => as(who).code(enroll, idle())));
    expect(codes.sort()).toEqual(['ACADEMICS_ALREADY_AT_SCHOOL', 'NO_ERROR']);
  });
});

describe('a student who leaves', () => {
  test('leaves sections and programs first', async () => {
    const id = await idOf('anna');
    expect(await refused('registrar', end, ending(id, '2026-05-01'))).toMatchObject({
      ...{ code: 'ACADEMICS_STILL_ENROLLED', field: ['input', 'to'] },
      ...{ sectionEnrollmentIds: [ids.annaInBiology], programEnrollmentIds: [ids.annaInBilingual] },
    });
    const endings = [
      ['Section', ids.annaInBiology],
      ['Program', ids.annaInBilingual],
    ] as const;
    for (const [kind, enrollment] of endings) {
      const key = `${kind.toLowerCase()}EnrollmentId`;
      const input = { [key]: enrollment, to: '2026-05-01', expectedVersion: 1, idempotencyKey: newId() };
      const document = `mutation ($input: End${kind}EnrollmentInput!) { end${kind}Enrollment(input: $input) { __typename } }`;
      expect(await as('registrar').code(document, { input })).toBe('NO_ERROR');
    }
    const variables = ending(id, '2026-05-01');
    const ended = { endSchoolEnrollment: { schoolEnrollment: { to: '2026-05-01', version: 2 } } };
    expect(await as('registrar').data(end, variables)).toMatchObject(ended);
    expect(await as('registrar').data(end, variables)).toMatchObject(ended);
  });

  test('is told apart by version, and not by who may only look', async () => {
    const id = await idOf('bert');
    for (const who of ['bert', 'chemist', 'head'] as const)
      expect([who, (await refused(who, end, ending(id, '2026-06-30'))).code]).toEqual([who, 'FORBIDDEN']);
    for (const who of ['anna', 'mother', 'foreignRegistrar', 'plainTeacher'] as const)
      expect([who, (await refused(who, end, ending(id, '2026-06-30'))).code]).toEqual([who, 'NOT_FOUND']);
    const stale = ending(id, '2026-07-01', { expectedVersion: 7 });
    expect(await refused('registrar', end, stale)).toMatchObject({ code: 'ACADEMICS_ENROLLMENT_CHANGED' });
    expect(await refused('registrar', end, ending(id, '2026-01-01'))).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    // The term ends then, and the section with it.
    expect(await as('registrar').code(end, ending(id, '2026-07-01'))).toBe('NO_ERROR');
  });
});
