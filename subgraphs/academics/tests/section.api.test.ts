import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Sections } from '@learnova/schema/asks/academics';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields =
  'id title isClosed version organization { id } course { code } academicSession { title } staff { id }';
const create = `mutation ($input: CreateSectionInput!) { createSection(input: $input) { section { ${fields} } } }`;
const change = `mutation ($input: ChangeSectionInput!) { changeSection(input: $input) { section { ${fields} } } }`;
const enroll = `mutation ($input: EnrollInSectionInput!) { enrollInSection(input: $input) { sectionEnrollment { id } } }`;
const assign = `mutation ($input: AssignSectionStaffInput!) { assignSectionStaff(input: $input) { sectionStaff { id } } }`;
const schedule = `mutation ($input: ScheduleMeetingsInput!) { scheduleMeetings(input: $input) { meetings { id } } }`;
const retire = 'mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { course { id } } }';
const section = (more: object = {}, organization: Name = 'sciences') => ({
  input: {
    ...{ organizationId: ids[organization], courseId: ids.biologyCourse, academicSessionId: ids.term },
    ...{ title: 'Biology 7b', idempotencyKey: newId(), ...more },
  },
});
const changing = (sectionId: string, more: object) => ({
  input: { sectionId, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
const made = async (more: object = {}, organization?: Name) =>
  (
    await as('registrar').data<{ createSection: { section: { id: string } } }>(
      create,
      section(more, organization),
    )
  ).createSection.section.id;

describe('a section', () => {
  test('is made once, by who manages its organization, and does not exist for anybody else', async () => {
    const variables = section({ title: ' Biology 7b ' });
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('head').run(create, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    const created = clicks[0]?.data?.createSection as { section: { id: string } } | undefined;
    expect(created).toMatchObject({
      section: {
        ...{ title: 'Biology 7b', isClosed: false, version: 1, organization: { id: ids.sciences } },
        ...{ course: { code: 'BIO-7' }, academicSession: { title: 'Spring' }, staff: [] },
      },
    });
    const id = created?.section.id ?? '';
    for (const [who, isSeen] of [
      ['head', true],
      ['registrar', true],
      ['artsHead', false],
      ['teacher', false],
      ['anna', false],
    ] as const)
      expect([who, (await entity(as(who), ['Section', id], 'title')) !== null]).toEqual([who, isSeen]);
    expect(await school.ask(Sections, { sectionIds: [id] })).toEqual([
      {
        ...{ sectionId: id, organizationId: ids.sciences, academicSessionId: ids.term },
        ...{ title: 'Biology 7b', credits: '2.5' },
      },
    ]);
    for (const who of ['artsHead', 'plainTeacher', 'teacher', 'anna', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, create, section())).code]).toEqual([who, 'FORBIDDEN']);
    expect((await refused(school, 'head', create, section({}, 'school'))).code).toBe('FORBIDDEN');
    expect((await refused(school, 'administrator', create, section({}, 'lab'))).code).toBe('NOT_FOUND');
  });

  test('is of a course and in a term of its own organization or one above it', async () => {
    const hidden = [{ courseId: newId() }, { academicSessionId: newId() }, { academicSessionId: ids.year }];
    for (const more of hidden)
      expect((await refused(school, 'registrar', create, section(more))).code).toBe('NOT_FOUND');
    expect((await refused(school, 'administrator', create, section({}, 'elsewhere'))).code).toBe('NOT_FOUND');
    for (const title of ['', 'T'.repeat(101), 'Biology\u0000'])
      expect(await refused(school, 'registrar', create, section({ title }))).toMatchObject({
        ...{ code: 'BAD_USER_INPUT', field: ['input', 'title'] },
      });
  });

  test('is called something else once it is changed', async () => {
    const variables = changing(ids.biology, { title: 'Life 7a' });
    for (const { data } of [await as('head').run(change, variables), await as('head').run(change, variables)])
      expect(data?.changeSection).toMatchObject({ section: { title: 'Life 7a', version: 2 } });
    expect(await entity(as('anna'), ['Section', ids.biology], 'title')).toEqual({ title: 'Life 7a' });
    expect(
      await refused(school, 'registrar', change, changing(ids.biology, { title: 'Older' })),
    ).toMatchObject({
      ...{ code: 'ACADEMICS_SECTION_CHANGED', version: 2, changedBy: ids.head },
    });
    const mine = changing(ids.biology, { title: 'Mine', expectedVersion: 2 });
    for (const who of ['teacher', 'anna', 'mother'] as const)
      expect([who, (await refused(school, who, change, mine)).code]).toEqual([who, 'FORBIDDEN']);
    for (const who of ['artsHead', 'plainTeacher', 'bert', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, change, mine)).code]).toEqual([who, 'NOT_FOUND']);
    for (const more of [{}, { title: '' }, { title: 'Two\nlines' }])
      expect(
        (await refused(school, 'head', change, changing(ids.biology, { ...more, expectedVersion: 2 }))).code,
      ).toBe('BAD_USER_INPUT');
  });

  test('is not closed while somebody is in it or it meets, and then takes nobody until it is opened again', async () => {
    const closing = (id: string, expectedVersion = 1) => changing(id, { isClosed: true, expectedVersion });
    expect(await refused(school, 'head', change, closing(ids.biology, 2))).toMatchObject({
      ...{ code: 'ACADEMICS_SECTION_IN_USE', students: 2, teachers: 2, meetings: 2 },
    });
    const id = await made({ title: 'Nobody 7' });
    const stay = { from: today, idempotencyKey: newId() };
    const into = [
      [enroll, { input: { sectionId: id, studentId: ids.idle, ...stay } }],
      [assign, { input: { sectionId: id, staffId: ids.plainTeacher, ...stay } }],
      [
        schedule,
        {
          input: {
            ...{
              sectionId: id,
              roomId: ids.hall,
              weekdays: ['MONDAY'],
              startTime: '15:00',
              endTime: '15:45',
            },
            ...{ from: '2026-03-16', to: '2026-03-17', idempotencyKey: newId() },
          },
        },
      ],
    ] as const;
    await as('head').data(change, closing(id));
    for (const [document, variables] of into)
      expect((await refused(school, 'head', document, variables)).code).toBe('ACADEMICS_SECTION_CLOSED');
    await as('head').data(change, changing(id, { isClosed: false, expectedVersion: 2 }));
    for (const [document, variables] of into) await as('head').data(document, variables);
    expect(await refused(school, 'head', change, closing(id, 3))).toMatchObject({
      students: 1,
      teachers: 1,
      meetings: 1,
    });
  });

  test('is not closed and filled at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await made({ title: `Race ${round}` });
      const stay = { sectionId: id, studentId: ids.idle, from: today, idempotencyKey: newId() };
      const answers = await Promise.all([
        as('head').run(change, changing(id, { isClosed: true })),
        as('registrar').run(enroll, { input: stay }),
      ]);
      expect(answers.filter(({ errors }) => errors)).toHaveLength(1);
    }
  });

  test('is made of no course that is retired, and remains where its own is', async () => {
    const retiring = {
      courseId: ids.biologyCourse,
      isRetired: true,
      expectedVersion: 1,
      idempotencyKey: newId(),
    };
    await as('registrar').data(retire, { input: retiring });
    expect(await refused(school, 'registrar', create, section())).toMatchObject({
      ...{ code: 'ACADEMICS_COURSE_RETIRED', field: ['input', 'courseId'] },
    });
    const found = await entity(as('anna'), ['Section', ids.biology], 'course { isRetired }');
    expect(found).toEqual({ course: { isRetired: true } });
  });

  test('is made in no term that is over', async () => {
    await school.advance(Date.parse('2026-07-01T00:00:00Z') - Date.parse('2026-03-10T07:30:00Z'));
    expect((await refused(school, 'registrar', create, section())).code).toBe('ACADEMICS_COURSE_RETIRED');
    const open = {
      courseId: ids.biologyCourse,
      isRetired: false,
      expectedVersion: 2,
      idempotencyKey: newId(),
    };
    await as('registrar').data(retire, { input: open });
    expect(await refused(school, 'registrar', create, section())).toMatchObject({
      ...{ code: 'ACADEMICS_SESSION_OVER', field: ['input', 'academicSessionId'] },
    });
    const over = changing(ids.chemistry, { isClosed: true });
    await as('head').data(change, over);
  });
});
