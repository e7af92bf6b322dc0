import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Sessions } from '@learnova/schema/asks/academics';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool, timeZone, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields = 'id kind title from to timeZone version parent { id }';
const create = `mutation ($input: CreateAcademicSessionInput!) { createAcademicSession(input: $input) { academicSession { ${fields} } } }`;
const change = `mutation ($input: ChangeAcademicSessionInput!) { changeAcademicSession(input: $input) { academicSession { ${fields} } } }`;
const next = { title: '2026/27', from: '2026-09-01', to: '2027-08-01' };
const year = (more: object = {}, organization: Name = 'school') => ({
  input: { organizationId: ids[organization], ...next, idempotencyKey: newId(), ...more },
});
const changing = (academicSessionId: string, more: object) => ({
  input: { academicSessionId, expectedVersion: 1, idempotencyKey: newId(), ...more },
});

interface Session {
  readonly id: string;
  readonly title: string;
  readonly version: number;
}
const made = async (variables: object, who: Name = 'registrar') =>
  (
    await as(who).data<{ createAcademicSession: { academicSession: Session } }>(
      create,
      variables as Record<string, unknown>,
    )
  ).createAcademicSession.academicSession;
async function calendarOf(who: Name, organization: Name) {
  type Year = { title: string; children: { title: string }[] };
  const found = await entity<{ academicSessions: Year[] }>(
    as(who),
    ['Organization', ids[organization]],
    'academicSessions { title children { title } }',
  );
  return found?.academicSessions.map(({ title, children }) => [title, ...children.map((one) => one.title)]);
}

describe('a school year and its terms', () => {
  test('are made once, by who keeps the records of the school, and stand on its door', async () => {
    const variables = year({ title: ' 2026/27 ' });
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('registrar').run(create, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    const { id } = await made(variables);
    expect(clicks[0]?.data).toMatchObject({
      createAcademicSession: {
        academicSession: { ...next, kind: 'SCHOOL_YEAR', timeZone, version: 1, parent: null },
      },
    });
    const autumn = { parentId: id, title: 'Autumn 2026', from: '2026-09-01', to: '2027-02-01' };
    const spring = { parentId: id, title: 'Spring 2027', from: '2027-02-01', to: '2027-07-20' };
    expect(await made(year(autumn))).toMatchObject({ kind: 'TERM', parent: { id } });
    await made(year(spring), 'administrator');
    expect(await calendarOf('anna', 'sciences')).toEqual([['2026/27', 'Autumn 2026', 'Spring 2027']]);
    expect(await calendarOf('anna', 'institution')).toEqual([['2025/26', 'Spring']]);
    const audit = await school.request().em.find(AuditEntry, { rowId: id });
    expect(audit).toMatchObject([{ operation: 'createAcademicSession', actorId: ids.registrar }]);
  });

  test('are made by nobody else, and not for another school', async () => {
    for (const who of ['head', 'plainTeacher', 'anna', 'mother', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, create, year())).code]).toEqual([who, 'FORBIDDEN']);
    expect((await refused(school, 'registrar', create, year({}, 'institution'))).code).toBe('FORBIDDEN');
    expect((await refused(school, 'registrar', create, year({}, 'elsewhere'))).code).toBe('FORBIDDEN');
    expect((await refused(school, 'administrator', create, year({}, 'lab'))).code).toBe('NOT_FOUND');
    expect((await refused(school, null, create, year())).code).toBe('UNAUTHENTICATED');
  });

  test('neither overlap, nor share a title, nor leave their year; what is wrong is named and leaves nothing behind', async () => {
    const { id } = await made(year({}, 'arts'), 'registrar');
    const inArts = (more: object) => year({ parentId: id, ...more }, 'arts');
    await made(inArts({ title: 'First', from: '2026-09-01', to: '2027-01-01' }));
    const wrong: [object, string, string][] = [
      [year({ title: 'Again' }, 'arts'), 'ACADEMICS_SESSIONS_OVERLAP', 'from'],
      [
        year({ title: 'Early', from: '2026-01-01', to: '2026-09-02' }, 'arts'),
        'ACADEMICS_SESSIONS_OVERLAP',
        'to',
      ],
      [
        inArts({ title: 'Second', from: '2026-12-31', to: '2027-03-01' }),
        'ACADEMICS_SESSIONS_OVERLAP',
        'from',
      ],
      [inArts({ title: 'Second', from: '2026-08-31', to: '2026-09-01' }), 'ACADEMICS_OUTSIDE_YEAR', 'from'],
      [inArts({ title: 'Second', from: '2027-01-01', to: '2027-08-02' }), 'ACADEMICS_OUTSIDE_YEAR', 'to'],
      [inArts({ title: 'First', from: '2027-01-01', to: '2027-02-01' }), 'ACADEMICS_SESSION_EXISTS', 'title'],
      [inArts({ title: 'Second', from: '2027-02-01', to: '2027-02-01' }), 'BAD_USER_INPUT', 'to'],
      [inArts({ title: 'T'.repeat(101), from: '2027-02-01', to: '2027-03-01' }), 'BAD_USER_INPUT', 'title'],
      [inArts({ title: 'Bell\u0007', from: '2027-02-01', to: '2027-03-01' }), 'BAD_USER_INPUT', 'title'],
    ];
    for (const [variables, code, field] of wrong)
      expect([variables, await refused(school, 'registrar', create, variables)]).toMatchObject([
        variables,
        { code, field: ['input', field] },
      ]);
    const term = { title: 'Second', from: '2026-10-01', to: '2026-11-01' };
    for (const parentId of [newId(), ids.year, ids.term])
      expect((await refused(school, 'registrar', create, inArts({ ...term, parentId }))).code).toBe(
        'NOT_FOUND',
      );
  });

  test('are made apart also where two offices make them at once', async () => {
    const answers = await Promise.all(
      ['registrar', 'administrator', 'registrar', 'administrator'].map((who, n) =>
        as(who as Name).run(create, year({ title: `Twice ${n}`, from: '2030-09-01', to: '2031-08-01' })),
      ),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'ACADEMICS_SESSIONS_OVERLAP')).toHaveLength(3);
  });
});

describe('another title or other days', () => {
  test('are given to a session once, and told to whoever asks academics', async () => {
    const variables = changing(ids.term, { title: 'Spring term 2026', to: '2026-07-15' });
    const answers = [
      await as('administrator').run(change, variables),
      await as('administrator').run(change, variables),
    ];
    for (const { data } of answers)
      expect(data?.changeAcademicSession).toMatchObject({
        academicSession: { title: 'Spring term 2026', from: '2026-02-01', to: '2026-07-15', version: 2 },
      });
    expect(await school.ask(Sessions, { sessionIds: [ids.term] })).toMatchObject([
      { title: 'Spring term 2026', to: '2026-07-15' },
    ]);
  });

  test('are not given to what has changed since, by who may not, or without saying anything', async () => {
    const stale = await refused(school, 'administrator', change, changing(ids.term, { title: 'Older' }));
    expect(stale).toMatchObject({
      code: 'ACADEMICS_SESSION_CHANGED',
      version: 2,
      changedBy: ids.administrator,
    });
    for (const who of ['registrar', 'head', 'plainTeacher', 'anna', 'foreignRegistrar'] as const) {
      const input = changing(ids.term, { title: 'Mine', expectedVersion: 2 });
      expect([who, (await refused(school, who, change, input)).code]).toEqual([who, 'FORBIDDEN']);
    }
    expect((await refused(school, 'administrator', change, changing(newId(), { title: 'No' }))).code).toBe(
      'NOT_FOUND',
    );
    expect((await refused(school, 'administrator', change, changing(ids.year, {}))).code).toBe(
      'BAD_USER_INPUT',
    );
    expect(
      (await refused(school, 'administrator', change, changing(ids.year, { title: 'Spring term 2026' })))
        .code,
    ).toBe('ACADEMICS_SESSION_EXISTS');
  });

  test('leave no lesson, enrollment, teacher, school day or term outside', async () => {
    const days = (academicSessionId: string, more: object, expectedVersion: number) =>
      refused(school, 'administrator', change, changing(academicSessionId, { ...more, expectedVersion }));
    const inUse = (field: string, held: object) => ({
      code: 'ACADEMICS_SESSION_IN_USE',
      field: ['input', field],
      held,
    });
    const held = { from: '2026-02-01', to: '2026-03-30' };
    expect(await days(ids.term, { from: '2026-02-02' }, 2)).toMatchObject(inUse('from', held));
    expect(await days(ids.term, { to: '2026-03-29' }, 2)).toMatchObject(inUse('to', held));
    expect(await days(ids.year, { from: '2026-02-02' }, 1)).toMatchObject(
      inUse('from', { from: '2026-02-01' }),
    );
    expect(await days(ids.year, { to: '2026-07-14' }, 1)).toMatchObject(inUse('to', { to: '2026-07-15' }));
    expect(await days(ids.term, { to: today }, 2)).toMatchObject({ code: 'ACADEMICS_SESSION_OVER' });
    expect(await days(ids.term, { to: '2026-09-01' }, 2)).toMatchObject({ code: 'ACADEMICS_OUTSIDE_YEAR' });
    await as('administrator').data(change, changing(ids.term, { to: '2026-07-02', expectedVersion: 2 }));
  });

  test('are not given to a term while somebody is enrolled on a day that is cut off', async () => {
    const enroll = `mutation ($input: EnrollInSectionInput!) { enrollInSection(input: $input) { sectionEnrollment { id } } }`;
    const stay = { sectionId: ids.history, studentId: ids.idle, from: '2026-06-20', idempotencyKey: newId() };
    const answers = await Promise.all([
      as('administrator').run(change, changing(ids.term, { to: '2026-06-15', expectedVersion: 3 })),
      as('registrar').run(enroll, { input: stay }),
    ]);
    const codes = answers.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.code) ?? []);
    expect(codes).toHaveLength(1);
    expect(['ACADEMICS_SESSION_IN_USE', 'ACADEMICS_OUTSIDE_TERM']).toContain(codes[0]);
  });

  test('are not given to what is over: only another title is', async () => {
    const { id } = await made(
      year({ title: '2024/25', from: '2024-09-01', to: '2025-08-01' }, 'elsewhere'),
      'administrator',
    );
    const longer = changing(id, { to: '2025-08-02' });
    expect(await refused(school, 'administrator', change, longer)).toMatchObject({
      code: 'ACADEMICS_SESSION_OVER',
      today,
    });
    await as('administrator').data(change, changing(id, { title: 'Year of the flood' }));
  });
});
