import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Sections } from '@learnova/schema/asks/academics';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields = 'id code title credits isRetired version organization { id }';
const create = `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { ${fields} } } }`;
const change = `mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { course { ${fields} } } }`;
const course = (more: object = {}, organization: Name = 'school') => ({
  input: {
    ...{ organizationId: ids[organization], code: 'CHE-7', title: 'Chemistry', credits: '3' },
    ...{ idempotencyKey: newId(), ...more },
  },
});
const changing = (courseId: string, more: object) => ({
  input: { courseId, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
const made = async (more: object, organization?: Name, who: Name = 'registrar') =>
  (await as(who).data<{ createCourse: { course: { id: string } } }>(create, course(more, organization)))
    .createCourse.course;
async function codesOf(who: Name, organization: Name): Promise<string[] | null> {
  type Found = { courses: { code: string }[] | null };
  const found = await entity<Found>(as(who), ['Organization', ids[organization]], 'courses { code }');
  return found?.courses?.map(({ code }) => code) ?? null;
}

describe('a course', () => {
  test('is made once, by who keeps the records of its organization, and listed where sections may be of it', async () => {
    const variables = course({ title: ' Chemistry ', credits: '2.50' });
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('registrar').run(create, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]?.data?.createCourse).toMatchObject({
      course: {
        code: 'CHE-7',
        title: 'Chemistry',
        isRetired: false,
        version: 1,
        organization: { id: ids.school },
      },
    });
    await made({ code: 'LAB-7' }, 'sciences');
    expect(await codesOf('head', 'sciences')).toEqual(['BIO-7', 'CHE-7', 'LAB-7']);
    expect(await codesOf('artsHead', 'arts')).toEqual(['BIO-7', 'CHE-7']);
    expect(await codesOf('administrator', 'elsewhere')).toEqual([]);
    for (const who of ['plainTeacher', 'teacher', 'anna', 'mother', 'foreignRegistrar', 'artsHead'] as const)
      expect([who, await codesOf(who, 'sciences')]).toEqual([who, null]);
    for (const who of ['head', 'plainTeacher', 'anna', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, create, course({ code: 'MINE' }))).code]).toEqual([
        who,
        'FORBIDDEN',
      ]);
    expect((await refused(school, 'registrar', create, course({}, 'institution'))).code).toBe('FORBIDDEN');
    expect((await refused(school, 'administrator', create, course({}, 'lab'))).code).toBe('NOT_FOUND');
  });

  test('has a code of its own in its organization, also where two offices make it at once', async () => {
    expect(await refused(school, 'registrar', create, course({ code: ' BIO-7 ' }))).toMatchObject({
      ...{ code: 'ACADEMICS_COURSE_EXISTS', field: ['input', 'code'] },
    });
    const twice = (['registrar', 'administrator'] as const).map((who) =>
      as(who).run(create, course({ code: 'ART-7' })),
    );
    const codes = (await Promise.all(twice)).map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes.sort()).toEqual(['ACADEMICS_COURSE_EXISTS', undefined]);
    await made({ code: 'BIO-7' }, 'institution', 'administrator');
  });

  test('is refused with the path of the field that is wrong', async () => {
    const wrong: [object, string][] = [
      [{ code: '' }, 'code'],
      [{ code: 'C'.repeat(21) }, 'code'],
      [{ code: 'C\u0000' }, 'code'],
      [{ title: ' ' }, 'title'],
      [{ title: 'T'.repeat(101) }, 'title'],
      [{ title: 'Two\r\nlines' }, 'title'],
      [{ credits: '-0.5' }, 'credits'],
    ];
    for (const [more, field] of wrong)
      expect([
        more,
        await refused(school, 'registrar', create, course({ code: 'NEW', ...more })),
      ]).toMatchObject([more, { code: 'BAD_USER_INPUT', field: ['input', field] }]);
  });

  test('is called and counts for something else once it is changed, by the office alone', async () => {
    const variables = changing(ids.biologyCourse, { title: 'Life', credits: '4' });
    for (const { data } of [
      await as('registrar').run(change, variables),
      await as('registrar').run(change, variables),
    ])
      expect(data?.changeCourse).toMatchObject({
        course: { code: 'BIO-7', title: 'Life', credits: '4', version: 2 },
      });
    expect(await school.ask(Sections, { sectionIds: [ids.biology] })).toMatchObject([{ credits: '4' }]);
    const found = await entity(as('anna'), ['Section', ids.biology], 'course { title }');
    expect(found).toEqual({ course: { title: 'Life' } });
    const stale = await refused(
      school,
      'administrator',
      change,
      changing(ids.biologyCourse, { title: 'Older' }),
    );
    expect(stale).toMatchObject({ code: 'ACADEMICS_COURSE_CHANGED', version: 2, changedBy: ids.registrar });
    const mine = changing(ids.biologyCourse, { title: 'Mine', expectedVersion: 2 });
    expect((await refused(school, 'head', change, mine)).code).toBe('FORBIDDEN');
    for (const who of ['teacher', 'anna', 'plainTeacher', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, change, mine)).code]).toEqual([who, 'NOT_FOUND']);
    const wrong = [{}, { title: '' }, { credits: '-1' }, { title: null, isRetired: null }];
    for (const more of wrong)
      expect(
        (
          await refused(
            school,
            'registrar',
            change,
            changing(ids.biologyCourse, { ...more, expectedVersion: 2 }),
          )
        ).code,
      ).toBe('BAD_USER_INPUT');
  });
});
