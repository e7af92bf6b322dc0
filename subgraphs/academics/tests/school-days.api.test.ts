import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { SchoolDays } from '@learnova/schema/asks/academics';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const set = 'mutation ($input: SetSchoolDaysInput!) { setSchoolDays(input: $input) { schoolDays } }';
const days = (more: object, organization: Name = 'school') => ({
  input: {
    ...{ organizationId: ids[organization], from: '2026-05-01', to: '2026-05-09', isSchoolDay: false },
    ...{ idempotencyKey: newId(), ...more },
  },
});
const teaches = async (organization: Name, from: string, to: string, who: Name = 'anna') =>
  (
    await entity<{ schoolDays: string[] | null }>(
      as(who),
      ['Organization', ids[organization]],
      `schoolDays(from: "${from}", to: "${to}")`,
    )
  )?.schoolDays;
const may = (...list: number[]) => list.map((day) => `2026-05-0${day}`);

describe('the days on which a school teaches', () => {
  test('are set by the office of the school for it and all below it, once, and shown to everybody', async () => {
    const variables = days({ weekdays: ['FRIDAY', 'SATURDAY', 'SUNDAY'] });
    for (const { data } of [
      await as('registrar').run(set, variables),
      await as('registrar').run(set, variables),
    ])
      expect(data?.setSchoolDays).toEqual({ schoolDays: may(4, 5, 6, 7) });
    expect(await teaches('sciences', '2026-05-01', '2026-05-09')).toEqual(may(4, 5, 6, 7));
    expect(await teaches('elsewhere', '2026-05-01', '2026-05-09', 'foreigner')).toEqual(
      may(1, 2, 3, 4, 5, 6, 7, 8),
    );
    await as('registrar').data(set, days({ from: '2026-05-02', to: '2026-05-03', isSchoolDay: true }));
    expect(await teaches('school', '2026-05-01', '2026-05-05')).toEqual(may(2, 4));
    const path = [ids.institution, ids.school];
    expect(await school.ask(SchoolDays, { path, from: '2026-05-01', to: '2026-05-05' })).toEqual(may(2, 4));
    const nobody = await entity(
      school.as(),
      ['Organization', ids.school],
      'schoolDays(from: "2026-05-01", to: "2026-05-02")',
    );
    expect(nobody).toEqual({ schoolDays: null });
  });

  test('are found of many organizations by as many statements and asks as of one', async () => {
    const cost = async (...organizations: Name[]) => {
      const [statements, asked] = [school.statements.length, school.asked.length];
      const representations = organizations.map((name) => ({ __typename: 'Organization', id: ids[name] }));
      const { _entities: found } = await as('anna').data<{ _entities: { schoolDays: string[] }[] }>(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Organization { schoolDays(from: "2026-03-02", to: "2026-03-04") } } }`,
        { r: representations },
      );
      expect(found.map(({ schoolDays }) => schoolDays)).toEqual(
        organizations.map(() => ['2026-03-02', '2026-03-03']),
      );
      return [school.statements.length - statements, school.asked.length - asked];
    };
    expect(await cost('school', 'sciences', 'arts', 'elsewhere')).toEqual(await cost('school'));
  });

  test('are set by nobody else', async () => {
    for (const who of ['head', 'plainTeacher', 'anna', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, set, days({}))).code]).toEqual([who, 'FORBIDDEN']);
    expect((await refused(school, 'registrar', set, days({}, 'institution'))).code).toBe('FORBIDDEN');
    expect((await refused(school, 'administrator', set, days({}, 'lab'))).code).toBe('NOT_FOUND');
  });

  test('lie in a school year, and are at least one and at most those of two years', async () => {
    const wrong: [object, string, string][] = [
      [{ to: '2026-05-01' }, 'BAD_USER_INPUT', 'to'],
      [{ to: '2029-05-01' }, 'BAD_USER_INPUT', 'to'],
      [{ to: '2026-05-02', weekdays: ['MONDAY'] }, 'BAD_USER_INPUT', 'weekdays'],
      [{ from: '2026-07-31', to: '2026-08-02', isSchoolDay: true }, 'ACADEMICS_OUTSIDE_YEAR', 'from'],
    ];
    for (const [more, code, field] of wrong)
      expect([more, await refused(school, 'registrar', set, days(more))]).toMatchObject([
        more,
        { code, field: ['input', field] },
      ]);
    expect(await teaches('school', '2026-05-09', '2026-05-09')).toBeNull();
  });

  test('are not closed while something meets on them, unless it is where another calendar speaks', async () => {
    const closing = { from: '2026-03-09', to: '2026-03-13' };
    const met = { code: 'ACADEMICS_DAY_IN_USE', dates: ['2026-03-10', '2026-03-11'] };
    expect(await refused(school, 'registrar', set, days(closing))).toMatchObject(met);
    expect(await refused(school, 'administrator', set, days(closing, 'institution'))).toMatchObject(met);
    await as('registrar').data(set, days({ ...closing, isSchoolDay: true }, 'sciences'));
    await as('registrar').data(set, days(closing));
    expect(await teaches('arts', '2026-03-09', '2026-03-13')).toEqual([]);
    expect(await teaches('sciences', '2026-03-09', '2026-03-13')).toHaveLength(4);
  });
});
