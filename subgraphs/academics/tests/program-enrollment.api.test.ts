import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { ProgramEnrollment } from '../src/program/program-enrollment.entity.ts';
import { entity } from './kit/entity.ts';
import { ids, type Name, openSchool, timeZone, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields =
  'programEnrollment { id from to version changedAt student { id } program { title organization { id } } }';
const enroll = `mutation ($input: EnrollInProgramInput!) { enrollInProgram(input: $input) { ${fields} } }`;
const end = `mutation ($input: EndProgramEnrollmentInput!) { endProgramEnrollment(input: $input) { ${fields} } }`;

const wish = (student: Name, program: Name, more: object = {}) => ({
  input: { programId: ids[program], studentId: ids[student], from: today, idempotencyKey: newId(), ...more },
});
const ending = (programEnrollmentId: string, to: string, more: object = {}) => ({
  input: { programEnrollmentId, to, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
/** The refusal of a command, which leaves nothing behind. */
async function refused(who: Name, document: string, variables: Record<string, unknown>) {
  const count = () => school.request().em.count(ProgramEnrollment);
  const before = await count();
  const { errors } = await as(who).run(document, variables);
  expect(await count()).toBe(before);
  return { ...errors?.[0]?.extensions, message: errors?.[0]?.message } as Record<string, unknown>;
}
async function admit(student: Name, program: Name, more: object = {}): Promise<string> {
  type Enrolled = { enrollInProgram: { programEnrollment: { id: string } } };
  const { enrollInProgram } = await as('registrar').data<Enrolled>(enroll, wish(student, program, more));
  return enrollInProgram.programEnrollment.id;
}

describe("a student's programs", () => {
  interface Listed {
    readonly programEnrollments: readonly { readonly program: { readonly title: string } }[] | null;
  }
  const titles = async (who: Name, student: Name) => {
    const selection = 'programEnrollments { from program { title } }';
    const found = await entity<Listed>(as(who), ['Student', ids[student]], selection);
    return found?.programEnrollments?.map(({ program }) => program.title) ?? null;
  };

  test('are seen by the family, by who teaches the student now, and by the office', async () => {
    for (const who of ['anna', 'mother', 'teacher', 'registrar', 'administrator', 'head'] as const)
      expect([who, await titles(who, 'anna')]).toEqual([who, ['Bilingual branch']]);
  });

  test('are refused to everybody else, also to a guardian without access to records', async () => {
    const others = ['uncle', 'bert', 'chemist', 'plainTeacher', 'artsHead', 'foreignRegistrar'] as const;
    for (const who of others) expect([who, await titles(who, 'anna')]).toEqual([who, null]);
  });

  test('of six students take as many statements and asks as those of two', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student { programEnrollments { program { title } } } } }`;
    const cost = async (students: readonly Name[]) => {
      const before = [school.statements.length, school.asked.length] as const;
      const r = students.map((name) => ({ __typename: 'Student', id: ids[name] }));
      await as('registrar').run(query, { r });
      return [school.statements.length - before[0], school.asked.length - before[1]];
    };
    const all = await cost(['anna', 'bert', 'former', 'coming', 'idle', 'foreigner']);
    expect(all).toEqual(await cost(['anna', 'former']));
  });
});

describe('a student who is admitted', () => {
  test('is in the program from that day on, for as long as they are at the school', async () => {
    const admitted = await as('registrar').data(enroll, wish('bert', 'diploma', { from: '2026-03-11' }));
    expect(admitted).toMatchObject({
      enrollInProgram: {
        programEnrollment: {
          ...{ from: '2026-03-11', to: null, version: 1, student: { id: ids.bert } },
          program: { title: 'International diploma', organization: { id: ids.institution } },
        },
      },
    });
  });

  test('is in one program a day: in another only after the end of the first', async () => {
    for (const program of ['bilingual', 'diploma'] as const)
      expect(await refused('registrar', enroll, wish('anna', program))).toMatchObject({
        ...{ code: 'ACADEMICS_ALREADY_IN_PROGRAM', field: ['input', 'studentId'] },
        inProgram: [{ from: '2026-02-01', to: null }],
      });
    // The first one ends today: `to` is the first day without.
    await admit('former', 'diploma', { to: '2026-04-01' });
    await admit('former', 'bilingual', { from: '2026-04-01' });
  });

  test('by many clicks is admitted once, and by two offices at once by one of them', async () => {
    const variables = wish('idle', 'bilingual', { to: '2026-03-20' });
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('registrar').run(enroll, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]?.errors).toBeUndefined();
    const later = { from: '2026-03-20' };
    const answers = await Promise.all([
      as('registrar').run(enroll, wish('idle', 'bilingual', later)),
      as('administrator').run(enroll, wish('idle', 'diploma', later)),
    ]);
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code).sort()).toEqual([
      'ACADEMICS_ALREADY_IN_PROGRAM',
      undefined,
    ]);
  });

  test('is at a school of the program on all of these days', async () => {
    const wrong: [object, string, string][] = [
      [{ from: '2026-01-31' }, 'ACADEMICS_NOT_AT_SCHOOL', 'from'],
      [{ to: today }, 'BAD_USER_INPUT', 'to'],
      [{ from: '2026-03-12', to: '2026-03-11' }, 'BAD_USER_INPUT', 'to'],
    ];
    for (const [more, code, field] of wrong) {
      const refusal = await refused('registrar', enroll, wish('coming', 'bilingual', more));
      expect([more, refusal]).toMatchObject([more, { code, field: ['input', field] }]);
    }
    const { em } = school.request();
    const leave = (day: string | null) =>
      em.execute('update school_enrollment set "to" = ? where student_id = ?', [day, ids.coming]);
    await leave('2026-06-01');
    expect(
      await refused('registrar', enroll, wish('coming', 'bilingual', { to: '2026-06-02' })),
    ).toMatchObject({
      ...{ code: 'ACADEMICS_NOT_AT_SCHOOL', field: ['input', 'to'] },
      atSchool: [{ from: '2026-02-01', to: '2026-06-01' }],
    });
    expect(await as('registrar').data(enroll, wish('coming', 'bilingual'))).toMatchObject({
      enrollInProgram: { programEnrollment: { to: '2026-06-01' } },
    });
    await leave(null);
  });

  test('is admitted by who keeps the records of their school: nobody else has such a student, or such a program', async () => {
    for (const who of ['head', 'plainTeacher', 'anna', 'mother'] as const)
      expect([who, (await refused(who, enroll, wish('anna', 'bilingual'))).code]).toEqual([who, 'FORBIDDEN']);
    expect(await refused('foreignRegistrar', enroll, wish('anna', 'bilingual'))).toMatchObject({
      ...{ code: 'NOT_FOUND', message: 'There is no such program.' },
    });
    const strangers = [
      ['foreignRegistrar', wish('anna', 'diploma')],
      ['registrar', wish('foreigner', 'diploma')],
      ['administrator', wish('foreigner', 'bilingual')],
      ['registrar', wish('teacher', 'bilingual')],
    ] as const;
    for (const [who, variables] of strangers)
      expect(await refused(who, enroll, variables)).toMatchObject({
        ...{ code: 'NOT_FOUND', message: 'There is no such student.' },
      });
    await as('foreignRegistrar').data(enroll, wish('foreigner', 'diploma'));
  });

  /** Somebody who is at these schools, one after another. */
  async function newcomer(...stays: readonly [Name, string, string | null][]): Promise<string> {
    const studentId = newId();
    for (const [at, from, to] of stays)
      await school
        .request()
        .em.execute(
          'insert into school_enrollment (id, student_id, organization_id, grade, time_zone, "from", "to", changed_at) values (?, ?, ?, ?, ?, ?, ?, now())',
          [newId(), studentId, ids[at], '7', timeZone, from, to],
        );
    return studentId;
  }

  test('before they come to the school, is kept by its office from then on', async () => {
    const studentId = await newcomer(['school', '2026-08-01', null]);
    const variables = wish('idle', 'bilingual', { studentId, from: '2026-08-01' });
    const admitted = await as('registrar').run(enroll, variables);
    expect(admitted.errors).toBeUndefined();
    expect(await as('registrar').run(enroll, variables)).toEqual(admitted);
    const { enrollInProgram } = admitted.data as { enrollInProgram: { programEnrollment: { id: string } } };
    await as('registrar').data(end, ending(enrollInProgram.programEnrollment.id, '2027-08-01'));
  });

  test('and goes from one school to another, stays in a program of both, as far as who admits them keeps both', async () => {
    const studentId = await newcomer(
      ['school', '2026-02-01', '2026-05-01'],
      ['elsewhere', '2026-05-01', null],
    );
    const whole = wish('idle', 'diploma', { studentId, to: '2026-07-01' });
    expect(await refused('registrar', enroll, whole)).toMatchObject({
      ...{ code: 'ACADEMICS_NOT_AT_SCHOOL', field: ['input', 'to'] },
      atSchool: [{ from: '2026-02-01', to: '2026-05-01' }],
    });
    await as('administrator').data(enroll, whole);
  });
});

describe('an enrollment in a program that is ended', () => {
  test('no longer holds on its last named day, and may end earlier later on, never later', async () => {
    const ended = await as('registrar').data(end, ending(ids.annaInBilingual, '2026-05-01'));
    expect(ended).toMatchObject({
      endProgramEnrollment: { programEnrollment: { to: '2026-05-01', version: 2 } },
    });
    const later = ending(ids.annaInBilingual, '2026-05-02', { expectedVersion: 2 });
    expect(await refused('registrar', end, later)).toMatchObject({
      ...{ code: 'ACADEMICS_ENROLLMENT_ENDS_EARLIER', field: ['input', 'to'] },
    });
    const before = ending(ids.annaInBilingual, '2026-01-31', { expectedVersion: 2 });
    expect(await refused('registrar', end, before)).toMatchObject({
      ...{ code: 'BAD_USER_INPUT', field: ['input', 'to'] },
    });
  });

  test('upon an older version is refused, and told who changed it', async () => {
    const again = ending(ids.annaInBilingual, '2026-04-01');
    expect(await refused('administrator', end, again)).toMatchObject({
      ...{ code: 'ACADEMICS_ENROLLMENT_CHANGED', changedBy: ids.registrar, version: 2 },
    });
  });

  test('is ended by who keeps the records of the school: who sees it otherwise cannot, others do not see it', async () => {
    const variables = () => ending(ids.annaInBilingual, '2026-04-01', { expectedVersion: 2 });
    for (const who of ['anna', 'mother', 'teacher', 'head'] as const)
      expect([who, (await refused(who, end, variables())).code]).toEqual([who, 'FORBIDDEN']);
    for (const who of ['bert', 'uncle', 'plainTeacher', 'foreignRegistrar'] as const)
      expect([who, (await refused(who, end, variables())).code]).toEqual([who, 'NOT_FOUND']);
    expect((await refused('registrar', end, ending(newId(), '2026-04-01'))).code).toBe('NOT_FOUND');
  });
});
