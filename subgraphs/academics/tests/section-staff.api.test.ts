import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { StudentsTaught, Teaches } from '@learnova/schema/asks/academics';
import { Booking } from '../src/meeting/booking.entity.ts';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields = 'id from to version staff { id }';
const assign = `mutation ($input: AssignSectionStaffInput!) { assignSectionStaff(input: $input) { sectionStaff { ${fields} } } }`;
const end = `mutation ($input: EndSectionStaffInput!) { endSectionStaff(input: $input) { sectionStaff { ${fields} } } }`;
const schedule = `mutation ($input: ScheduleMeetingsInput!) { scheduleMeetings(input: $input) { meetings { id } } }`;
const wish = (section: Name, teacher: Name, more: object = {}) => ({
  input: { sectionId: ids[section], staffId: ids[teacher], from: today, idempotencyKey: newId(), ...more },
});
const ending = (sectionStaffId: string, to: string, more: object = {}) => ({
  input: { sectionStaffId, to, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
const lesson = (section: Name, startTime: string, date: string, to: string) => ({
  input: {
    ...{
      sectionId: ids[section],
      roomId: ids.hall,
      weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'],
    },
    ...{ startTime, endTime: startTime.replace(':00', ':45'), from: date, to, idempotencyKey: newId() },
  },
});
type Assigned = { assignSectionStaff: { sectionStaff: { id: string; from: string; to: string | null } } };
const assigned = async (variables: object) =>
  (await as('registrar').data<Assigned>(assign, variables as Record<string, unknown>)).assignSectionStaff
    .sectionStaff;
const bookedDays = async (teacher: Name) => {
  const booked = await school
    .request()
    .em.find(Booking, { resourceId: ids[teacher] }, { orderBy: { startsAt: 'asc' } });
  return booked.map(({ startsAt }) => startsAt.toISOString().slice(0, 10));
};
const isTaughtBy = async (teacher: Name, section: Name) =>
  (await school.ask(Teaches, { staffId: ids[teacher], sectionIds: [ids[section]] })).length > 0;

describe('who teaches a section', () => {
  test('is said once, by who manages it, and the teacher sees it, its students and its lessons from then on', async () => {
    expect(await entity(as('plainTeacher'), ['Section', ids.biology], 'title')).toBeNull();
    const variables = wish('biology', 'plainTeacher', { to: '2026-03-20' });
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('head').run(assign, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]?.data?.assignSectionStaff).toMatchObject({
      sectionStaff: { from: today, to: '2026-03-20', version: 1, staff: { id: ids.plainTeacher } },
    });
    expect(await entity(as('plainTeacher'), ['Section', ids.biology], 'title')).toEqual({
      title: 'Biology 7a',
    });
    expect(await isTaughtBy('plainTeacher', 'biology')).toBe(true);
    const students = await school.ask(StudentsTaught, { staffId: ids.plainTeacher });
    expect(students.map(({ studentId }) => studentId)).toEqual([ids.anna]);
    expect(await bookedDays('plainTeacher')).toEqual([today, '2026-03-11']);
    const told = await school.request().em.find(OutboxMessage, { name: 'academics.section-staff-changed' });
    expect(told).toMatchObject([
      {
        ...{ organizationId: ids.sciences, version: 1, actorId: ids.head },
        payload: { sectionId: ids.biology, staffId: ids.plainTeacher, from: today, to: '2026-03-20' },
      },
    ]);
  });

  test('is listed from when to when for who manages it, and refused to whoever else sees it', async () => {
    type Listed = { staffAssignments: { from: string; staff: { id: string } }[] | null };
    const listed = (who: Name) =>
      entity<Listed>(as(who), ['Section', ids.biology], 'staffAssignments { from to staff { id } }');
    for (const who of ['head', 'registrar', 'administrator'] as const) {
      const found = await listed(who);
      expect([who, found?.staffAssignments?.map(({ staff }) => staff.id).sort()]).toEqual([
        who,
        [ids.teacher, ids.formerTeacher, ids.comingTeacher, ids.plainTeacher].sort(),
      ]);
    }
    for (const who of ['teacher', 'anna', 'mother'] as const)
      expect([who, await listed(who)]).toEqual([who, { staffAssignments: null }]);
    for (const who of ['artsHead', 'bert', 'foreignRegistrar'] as const)
      expect([who, await listed(who)]).toEqual([who, null]);
  });

  test('is said by nobody else', async () => {
    for (const who of ['teacher', 'anna', 'mother'] as const)
      expect([who, (await refused(school, who, assign, wish('biology', 'chemist'))).code]).toEqual([
        who,
        'FORBIDDEN',
      ]);
    for (const who of ['artsHead', 'bert', 'foreignRegistrar', 'chemist'] as const)
      expect([who, (await refused(school, who, assign, wish('biology', 'chemist'))).code]).toEqual([
        who,
        'NOT_FOUND',
      ]);
    expect(await school.as().code(assign, wish('biology', 'chemist'))).toBe('UNAUTHENTICATED');
  });

  test('is a teacher there on all of these days, in its term, and once', async () => {
    for (const nobody of ['stranger', 'registrar', 'anna', 'lab'] as const)
      expect([nobody, (await refused(school, 'head', assign, wish('biology', nobody))).code]).toEqual([
        nobody,
        'NOT_FOUND',
      ]);
    const wrong: [object, string, string][] = [
      [wish('latin', 'formerTeacher'), 'ACADEMICS_NOT_A_TEACHER', 'from'],
      [wish('latin', 'comingTeacher'), 'ACADEMICS_NOT_A_TEACHER', 'from'],
      [
        wish('history', 'formerTeacher', { from: '2026-03-09', to: '2026-03-11' }),
        'ACADEMICS_NOT_A_TEACHER',
        'to',
      ],
      [wish('latin', 'plainTeacher', { from: '2026-01-31' }), 'ACADEMICS_OUTSIDE_TERM', 'from'],
      [wish('latin', 'plainTeacher', { from: '2026-07-01' }), 'ACADEMICS_OUTSIDE_TERM', 'from'],
      [wish('latin', 'plainTeacher', { to: '2026-07-02' }), 'ACADEMICS_OUTSIDE_TERM', 'to'],
      [wish('latin', 'plainTeacher', { to: today }), 'BAD_USER_INPUT', 'to'],
      [wish('biology', 'plainTeacher', { from: '2026-03-19' }), 'ACADEMICS_ALREADY_TEACHES', 'staffId'],
    ];
    for (const [variables, code, field] of wrong)
      expect([variables, await refused(school, 'registrar', assign, variables)]).toMatchObject([
        variables,
        { code, field: ['input', field] },
      ]);
  });

  test('ends with being a teacher there, where that is known and nothing else was said', async () => {
    const free = await assigned(wish('biology', 'historian'));
    expect(free.to).toBe('2026-06-01');
    expect((await assigned(wish('chemistry', 'plainTeacher', { from: '2026-04-01' }))).to).toBeNull();
  });

  test('is in one place at a time', async () => {
    await as('registrar').data(schedule, lesson('latin', '09:00', '2026-03-16', '2026-03-20'));
    await as('registrar').data(schedule, {
      input: { ...lesson('chemistry', '09:00', '2026-03-18', '2026-03-19').input, roomId: ids.lab },
    });
    const taken = await refused(school, 'registrar', assign, wish('latin', 'chemist'));
    expect(taken).toMatchObject({
      code: 'ACADEMICS_TEACHER_TAKEN',
      field: ['input', 'staffId'],
      date: '2026-03-18',
    });
    expect(taken.message).toMatch(
      /^chemist is taken on 2026-03-18 .*Move one of the two, or choose other days\.$/,
    );
    await assigned(wish('latin', 'chemist', { from: '2026-03-19' }));
    expect(await bookedDays('chemist')).toEqual([today, '2026-03-18', '2026-03-19']);
  });

  test('ceases on a day, is free from then on, and sees nothing of it any more', async () => {
    const { id } = await assigned(wish('latin', 'teacher', { from: '2026-03-16' }));
    expect(await bookedDays('teacher')).toEqual([
      today,
      '2026-03-11',
      '2026-03-16',
      '2026-03-17',
      '2026-03-18',
      '2026-03-19',
    ]);
    const wrong: [object, string, string][] = [
      [ending(id, '2026-03-15'), 'BAD_USER_INPUT', 'to'],
      [ending(id, '2026-03-18', { expectedVersion: 2 }), 'ACADEMICS_ASSIGNMENT_CHANGED', 'expectedVersion'],
    ];
    for (const [variables, code, field] of wrong)
      expect([variables, await refused(school, 'registrar', end, variables)]).toMatchObject([
        variables,
        { code, field: ['input', field] },
      ]);
    for (const who of ['teacher', 'historian', 'head', 'anna', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, end, ending(id, '2026-03-18'))).code]).toEqual([
        who,
        'NOT_FOUND',
      ]);
    const variables = ending(id, '2026-03-18');
    for (const { data } of [
      await as('registrar').run(end, variables),
      await as('registrar').run(end, variables),
    ])
      expect(data?.endSectionStaff).toMatchObject({ sectionStaff: { to: '2026-03-18', version: 2 } });
    expect(await bookedDays('teacher')).toEqual([today, '2026-03-11', '2026-03-16', '2026-03-17']);
    const later = await refused(school, 'registrar', end, ending(id, '2026-03-19', { expectedVersion: 2 }));
    expect(later).toMatchObject({ code: 'ACADEMICS_ASSIGNMENT_ENDS_EARLIER', to: '2026-03-18' });

    const now = await assigned(wish('latin', 'comingTeacher', { from: '2026-03-11' }));
    await school.advance(86_400_000);
    expect(await isTaughtBy('comingTeacher', 'latin')).toBe(true);
    await as('registrar').data(end, ending(now.id, '2026-03-11'));
    expect(await isTaughtBy('comingTeacher', 'latin')).toBe(false);
    expect(await entity(as('comingTeacher'), ['Section', ids.latin], 'title')).toBeNull();
  });

  test('holds each lesson that is scheduled while they are assigned', async () => {
    for (let round = 0; round < 3; round += 1) {
      const date = `2026-05-0${4 + round}`;
      const [start, next] = [`1${round}:00`, `2026-05-0${5 + round}`];
      const answers = await Promise.all([
        as('administrator').run(assign, wish('history', 'plainTeacher', { from: date, to: next })),
        as('administrator').run(schedule, lesson('history', start, date, next)),
      ]);
      expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
      expect(await bookedDays('plainTeacher')).toContain(date);
    }
  });
});
