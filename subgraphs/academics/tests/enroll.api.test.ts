import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Meetings } from '@learnova/schema/asks/academics';
import { SectionEnrollment } from '../src/enrollment/section-enrollment.entity.ts';
import { ids, type Name, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const fields = 'sectionEnrollment { id from to version student { id } section { title } }';
const enroll = `mutation ($input: EnrollInSectionInput!) { enrollInSection(input: $input) { ${fields} } }`;
const end = `mutation ($input: EndSectionEnrollmentInput!) { endSectionEnrollment(input: $input) { ${fields} } }`;
type Enrolled = { enrollInSection: { sectionEnrollment: { id: string } } };

const as = (who: Name) => school.as(ids[who]);
const wish = (student: Name, section: Name, more: object = {}) => ({
  input: { sectionId: ids[section], studentId: ids[student], from: today, idempotencyKey: newId(), ...more },
});
const ending = (sectionEnrollmentId: string, to: string, more: object = {}) => ({
  input: { sectionEnrollmentId, to, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
async function refused(who: Name, document: string, variables: Record<string, unknown>) {
  const count = () => school.request().em.count(SectionEnrollment);
  const before = await count();
  const { errors } = await as(who).run(document, variables);
  expect(await count()).toBe(before);
  return { ...errors?.[0]?.extensions, message: errors?.[0]?.message } as Record<string, unknown>;
}
const enrolled = async (student: Name, section: Name, more: object = {}) =>
  (await as('registrar').data<Enrolled>(enroll, wish(student, section, more))).enrollInSection
    .sectionEnrollment.id;
const roster = async (meeting: Name) =>
  (await school.ask(Meetings, { meetingIds: [ids[meeting]] }))[0]?.studentIds;

describe('a student who is enrolled', () => {
  test('is on the roster from that day on, and it is told once', async () => {
    expect(await roster('biologyTomorrow')).not.toContain(ids.idle);
    const id = await enrolled('idle', 'biology', { from: '2026-03-11' });
    expect(await roster('biologyTomorrow')).toContain(ids.idle);
    expect(await roster('biologyToday')).not.toContain(ids.idle);
    expect(await school.request().em.find(OutboxMessage, { aggregateId: id })).toMatchObject([
      {
        name: 'academics.enrollment-changed',
        version: 1,
        payload: { studentId: ids.idle, from: '2026-03-11', to: null },
      },
    ]);
  });

  test('is not enrolled in the same section twice, but again after the end of the first time', async () => {
    expect((await refused('registrar', enroll, wish('anna', 'biology'))).code).toBe(
      'ACADEMICS_ALREADY_ENROLLED',
    );
    await enrolled('former', 'biology', { from: today });
  });

  test('cannot be in two places: the clash is named with both lessons', async () => {
    const refusal = await refused('registrar', enroll, wish('bert', 'biology'));
    expect(refusal).toMatchObject({
      code: 'ACADEMICS_STUDENT_TAKEN',
      field: ['input', 'studentId'],
      date: today,
      taken: { title: 'Chemistry 7a' },
      wanted: { title: 'Biology 7a' },
      message:
        'On 2026-03-10 the student is in Chemistry 7a from 09:00 to 09:45, and Biology 7a meets from 09:00 to 09:45. End the other enrollment first.',
    });
    await enrolled('bert', 'biology', { from: '2026-03-11' });
  });

  test('by many clicks at once is enrolled once, and all get the same answer', async () => {
    const variables = wish('idle', 'history');
    const clicks = await Promise.all(
      Array.from({ length: 20 }, () => as('registrar').run(enroll, variables)),
    );
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]?.errors).toBeUndefined();
  });

  test('by two offices at once is enrolled by one of them', async () => {
    const answers = await Promise.all(
      (['registrar', 'administrator'] as const).map((who) => as(who).run(enroll, wish('idle', 'latin'))),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code).sort()).toEqual([
      'ACADEMICS_ALREADY_ENROLLED',
      undefined,
    ]);
  });
});

describe('enrolling', () => {
  test('is for whoever manages the section, with students of its school', async () => {
    expect((await refused('teacher', enroll, wish('coming', 'biology'))).code).toBe('FORBIDDEN');
    for (const who of ['artsHead', 'foreignRegistrar', 'bert', 'plainTeacher'] as const) {
      expect((await refused(who, enroll, wish('coming', 'latin'))).code).toBe('NOT_FOUND');
    }
    for (const studentId of [ids.foreigner, ids.teacher, newId()]) {
      const refusal = await refused('registrar', enroll, wish('coming', 'latin', { studentId }));
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such student.' });
    }
    await as('head').data(enroll, wish('coming', 'chemistry', { to: '2026-03-11' }));
  });

  test('stays within the term and the stay at the school', async () => {
    const wrong: [object, string, string][] = [
      [{ from: today, to: today }, 'BAD_USER_INPUT', 'to'],
      [{ from: '2026-01-31' }, 'ACADEMICS_OUTSIDE_TERM', 'from'],
      [{ from: '2026-07-01' }, 'ACADEMICS_OUTSIDE_TERM', 'from'],
      [{ to: '2026-07-02' }, 'ACADEMICS_OUTSIDE_TERM', 'to'],
    ];
    for (const [more, code, field] of wrong) {
      const refusal = await refused('registrar', enroll, wish('coming', 'latin', more));
      expect([more, refusal]).toMatchObject([more, { code, field: ['input', field] }]);
    }
  });
});

describe('an enrollment that is ended', () => {
  test('no longer holds on its last named day: not on the roster, and the section is gone for the student', async () => {
    const section = 'query ($id: UUID!) { section(id: $id) { id } }';
    expect(await as('anna').data(section, { id: ids.biology })).toBeTruthy();
    const ended = await as('registrar').data(end, ending(ids.annaInBiology, today));
    expect(ended).toMatchObject({ endSectionEnrollment: { sectionEnrollment: { to: today, version: 2 } } });
    expect(await roster('biologyToday')).not.toContain(ids.anna);
    expect(await as('anna').code(section, { id: ids.biology })).toBe('NOT_FOUND');
    expect(await as('mother').code(section, { id: ids.biology })).toBe('NOT_FOUND');
  });

  test('may end earlier later on, never later, and never before it began', async () => {
    const id = await enrolled('coming', 'latin', { from: '2026-03-20' });
    await as('registrar').data(end, ending(id, '2026-04-01'));
    const later = await refused('registrar', end, ending(id, '2026-04-02', { expectedVersion: 2 }));
    expect(later).toMatchObject({ code: 'ACADEMICS_ENROLLMENT_ENDS_EARLIER', field: ['input', 'to'] });
    const before = await refused('registrar', end, ending(id, '2026-03-19', { expectedVersion: 2 }));
    expect(before).toMatchObject({ code: 'BAD_USER_INPUT', field: ['input', 'to'] });
    await as('registrar').data(end, ending(id, '2026-03-20', { expectedVersion: 2 }));
    await enrolled('coming', 'latin', { from: '2026-03-20' });
  });

  test('upon an older version is refused, and told who changed it', async () => {
    const id = await enrolled('former', 'latin');
    await as('administrator').data(end, ending(id, '2026-05-01'));
    expect(await refused('registrar', end, ending(id, '2026-04-01'))).toMatchObject({
      code: 'ACADEMICS_ENROLLMENT_CHANGED',
      changedBy: ids.administrator,
      version: 2,
      message: expect.stringMatching(/^administrator changed this enrollment at 2026-03-10T/),
    });
  });

  test('is for whoever manages the section: the student sees it and cannot, others do not see it', async () => {
    const id = await enrolled('former', 'history');
    expect((await refused('former', end, ending(id, '2026-05-01'))).code).toBe('FORBIDDEN');
    expect((await refused('bert', end, ending(id, '2026-05-01'))).code).toBe('NOT_FOUND');
    expect((await refused('registrar', end, ending(newId(), '2026-05-01'))).code).toBe('NOT_FOUND');
  });

  test('by many clicks at once ends once, and all get the same answer', async () => {
    const id = await enrolled('former', 'chemistry', { from: '2026-04-01' });
    const variables = ending(id, '2026-05-01');
    const clicks = await Promise.all(Array.from({ length: 20 }, () => as('registrar').run(end, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]).toMatchObject({
      data: { endSectionEnrollment: { sectionEnrollment: { version: 2 } } },
    });
  });
});
