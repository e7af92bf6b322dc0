import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const change = `mutation ($input: ChangeProgramInput!) { changeProgram(input: $input) { program { id code title isRetired version } } }`;
const admit = `mutation ($input: EnrollInProgramInput!) { enrollInProgram(input: $input) { programEnrollment { id } } }`;
const changing = (program: Name, more: object) => ({
  input: { programId: ids[program], expectedVersion: 1, idempotencyKey: newId(), ...more },
});
const admission = (student: Name) => ({
  input: { programId: ids.bilingual, studentId: ids[student], from: today, idempotencyKey: newId() },
});

describe('a program', () => {
  test('is called something else once it is changed, by who keeps the records of its organization', async () => {
    const variables = changing('bilingual', { title: ' Two languages ' });
    for (const { data } of [
      await as('registrar').run(change, variables),
      await as('registrar').run(change, variables),
    ])
      expect(data?.changeProgram).toMatchObject({
        program: { code: 'BILINGUAL', title: 'Two languages', version: 2 },
      });
    const found = await entity(as('anna'), ['Student', ids.anna], 'programEnrollments { program { title } }');
    expect(found).toEqual({ programEnrollments: [{ program: { title: 'Two languages' } }] });
    expect(
      await refused(school, 'administrator', change, changing('bilingual', { title: 'Older' })),
    ).toMatchObject({
      ...{ code: 'ACADEMICS_PROGRAM_CHANGED', version: 2, changedBy: ids.registrar },
    });
    const mine = changing('bilingual', { title: 'Mine', expectedVersion: 2 });
    for (const who of ['head', 'plainTeacher', 'anna', 'mother'] as const)
      expect([who, (await refused(school, who, change, mine)).code]).toEqual([who, 'FORBIDDEN']);
    for (const who of ['foreignRegistrar', 'foreigner', 'stranger'] as const)
      expect([who, (await refused(school, who, change, mine)).code]).toEqual([who, 'NOT_FOUND']);
    expect((await refused(school, 'registrar', change, changing('diploma', { title: 'Mine' }))).code).toBe(
      'FORBIDDEN',
    );
    for (const more of [{}, { title: ' ' }, { title: 'T'.repeat(101) }, { title: 'Two\nlines' }])
      expect(
        (await refused(school, 'registrar', change, changing('bilingual', { ...more, expectedVersion: 2 })))
          .code,
      ).toBe('BAD_USER_INPUT');
  });

  test('that is retired keeps who is in it, admits nobody else, and is opened again', async () => {
    await as('registrar').data(change, changing('bilingual', { isRetired: true, expectedVersion: 2 }));
    expect(await refused(school, 'registrar', admit, admission('bert'))).toMatchObject({
      ...{ code: 'ACADEMICS_PROGRAM_RETIRED', field: ['input', 'programId'] },
    });
    const found = await entity(
      as('anna'),
      ['Student', ids.anna],
      'programEnrollments { to program { isRetired } }',
    );
    expect(found).toEqual({ programEnrollments: [{ to: null, program: { isRetired: true } }] });
    await as('registrar').data(change, changing('bilingual', { isRetired: false, expectedVersion: 3 }));
    await as('registrar').data(admit, admission('bert'));
  });
});
