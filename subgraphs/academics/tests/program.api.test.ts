import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Cohort, Programs } from '@learnova/schema/asks/academics';
import { Program } from '../src/program/program.entity.ts';
import { entity } from './kit/entity.ts';
import { ids, type Name, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const create = `mutation ($input: CreateProgramInput!) {
  createProgram(input: $input) { program { id code title organization { id } } }
}`;
const offer = (organization: Name, code: string, more: object = {}) => ({
  input: {
    ...{ organizationId: ids[organization], code, title: ' A program ', idempotencyKey: newId() },
    ...more,
  },
});
/** The refusal of a command, which leaves nothing behind. */
async function refused(who: Name, document: string, variables: Record<string, unknown>) {
  const count = () => school.request().em.count(Program);
  const before = await count();
  const { errors } = await as(who).run(document, variables);
  expect(await count()).toBe(before);
  return { ...errors?.[0]?.extensions, message: errors?.[0]?.message } as Record<string, unknown>;
}

/** The codes of the programs that somebody finds at an organization; null where they find none. */
async function codesOf(who: Name, organization: Name): Promise<string[] | null> {
  type Found = { programs: { code: string }[] | null };
  const found = await entity<Found>(as(who), ['Organization', ids[organization]], 'programs { code }');
  return found?.programs?.map(({ code }) => code) ?? null;
}
const isSeen = async (who: Name, program: Name) =>
  (await entity(as(who), ['Program', ids[program]], 'code')) !== null;

const ofSchool: Name[] = [
  'registrar',
  'administrator',
  'head',
  'plainTeacher',
  'anna',
  'idle',
  'mother',
  'uncle',
];
const notOfSchool: Name[] = ['foreignRegistrar', 'foreigner', 'stranger'];

describe('a program', () => {
  test.each(ofSchool)('of the school and of the institution above it is shown to %s', async (who) => {
    expect(await codesOf(who, 'school')).toEqual(['BILINGUAL', 'DIPLOMA']);
    expect([await isSeen(who, 'bilingual'), await isSeen(who, 'diploma')]).toEqual([true, true]);
  });

  test.each(notOfSchool)('of the school does not exist for %s', async (who) => {
    expect(await codesOf(who, 'school')).toBeNull();
    expect(await isSeen(who, 'bilingual')).toBe(false);
  });

  test('of another school is its own, that of the institution is of all, and nobody sees any', async () => {
    expect(await codesOf('foreigner', 'elsewhere')).toEqual(['DIPLOMA', 'SECRET']);
    expect(await isSeen('foreigner', 'diploma')).toBe(true);
    expect([await isSeen('anna', 'foreignProgram'), await codesOf('anna', 'elsewhere')]).toEqual([
      false,
      null,
    ]);
    expect(await entity(school.as(), ['Program', ids.diploma], 'code')).toBeNull();
  });

  test('is made once, by who keeps the records of its organization', async () => {
    const variables = offer('school', ' MUSIC ');
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('registrar').run(create, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]?.data).toMatchObject({
      createProgram: {
        program: { code: 'MUSIC', title: 'A program', organization: { id: ids.school } },
      },
    });
    expect(await codesOf('anna', 'school')).toEqual(['BILINGUAL', 'DIPLOMA', 'MUSIC']);
    for (const who of ['head', 'plainTeacher', 'anna', 'foreignRegistrar'] as const)
      expect([who, (await refused(who, create, offer('school', 'MINE'))).code]).toEqual([who, 'FORBIDDEN']);
    expect((await refused('registrar', create, offer('institution', 'MINE'))).code).toBe('FORBIDDEN');
    expect((await refused('administrator', create, offer('lab', 'MINE'))).code).toBe('NOT_FOUND');
  });

  test('has a code of its own in its organization, also where two offices make it at once', async () => {
    expect(await refused('registrar', create, offer('school', 'BILINGUAL'))).toMatchObject({
      ...{ code: 'ACADEMICS_PROGRAM_EXISTS', field: ['input', 'code'] },
    });
    const answers = await Promise.all(
      (['registrar', 'administrator'] as const).map((who) => as(who).run(create, offer('school', 'SPORTS'))),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code).sort()).toEqual([
      'ACADEMICS_PROGRAM_EXISTS',
      undefined,
    ]);
    await as('administrator').data(create, offer('institution', 'BILINGUAL'));
  });
});

describe('what finance is told', () => {
  const cohort = async (more: object = {}) => {
    const asked = {
      ...{ organizationIds: [ids.school, ids.elsewhere], grade: null, programId: ids.bilingual },
      ...{ date: '2026-03-09', studentIds: null, after: null, limit: 10 },
    };
    return (await school.ask(Cohort, { ...asked, ...more })).map(({ studentId }) => studentId);
  };

  test('of a program is who offers it; of an unknown one nothing', async () => {
    expect(await school.ask(Programs, { programIds: [ids.diploma, newId()] })).toEqual([
      { programId: ids.diploma, organizationId: ids.institution },
    ]);
  });

  test('of a cohort are those alone who are in its program on that day', async () => {
    expect(await cohort()).toEqual([ids.anna, ids.former].sort());
    expect(await cohort({ date: today })).not.toContain(ids.former);
    expect(await cohort({ date: '2026-01-31' })).toEqual([]);
    expect(await cohort({ programId: newId() })).toEqual([]);
    expect((await cohort({ programId: null })).length).toBeGreaterThan(2);
  });

  test('of a cohort are those alone who are in its program and of its grade, asked for by page or by name', async () => {
    expect(await cohort({ grade: '7' })).toEqual([ids.anna, ids.former].sort());
    expect(await cohort({ grade: '8' })).toEqual([]);
    const [first, second] = [ids.anna, ids.former].sort();
    expect(await cohort({ limit: 1 })).toEqual([first]);
    expect(await cohort({ limit: 1, after: first })).toEqual([second]);
    expect(await cohort({ studentIds: [ids.bert, ids.former] })).toEqual([ids.former]);
  });
});
