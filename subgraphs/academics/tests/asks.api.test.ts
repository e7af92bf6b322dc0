import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import {
  Meetings,
  MeetingsOn,
  Rosters,
  SchoolsOf,
  Sections,
  StudentsTaught,
  Teaches,
} from '@learnova/schema/asks/academics';
import { ids, type Name, now, openSchool, today } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const biology = {
  meetingId: ids.biologyToday,
  sectionId: ids.biology,
  organizationId: ids.sciences,
  date: today,
  startsAt: '2026-03-10T08:00:00.000Z',
  endsAt: '2026-03-10T08:45:00.000Z',
  staffIds: [ids.teacher],
};

describe('the meetings', () => {
  test('are told with who teaches and who is expected on their day; unknown ones are left out', async () => {
    const meetingIds = [ids.biologyToday, ids.biologyTomorrow, newId()];
    expect(await school.ask(Meetings, { meetingIds })).toEqual([
      { ...biology, studentIds: [ids.anna] },
      {
        ...biology,
        meetingId: ids.biologyTomorrow,
        date: '2026-03-11',
        startsAt: '2026-03-11T08:00:00.000Z',
        endsAt: '2026-03-11T08:45:00.000Z',
        staffIds: [ids.teacher, ids.comingTeacher].sort(),
        studentIds: [ids.anna, ids.coming].sort(),
      },
    ]);
  });

  test('of a day are told for sections and for organizations, each of which stands for itself alone', async () => {
    const on = (organizationIds: string[], sectionIds: string[], date = today) =>
      school.ask(MeetingsOn, { date, organizationIds, sectionIds });
    expect(await on([], [ids.biology])).toEqual([{ ...biology, expected: 1 }]);
    const both = await on([ids.school, ids.sciences], []);
    expect(both.map(({ meetingId }) => meetingId).sort()).toEqual(
      [ids.biologyToday, ids.chemistryToday].sort(),
    );
    expect(await on([ids.school], [])).toEqual([]);
    expect(await on([ids.sciences], [ids.biology], '2026-03-12')).toEqual([]);
  });

  test('of a day take one statement, however many there are', async () => {
    const before = school.statements.length;
    await school.ask(MeetingsOn, { date: today, organizationIds: [ids.sciences], sectionIds: [] });
    expect(school.statements.length - before).toBe(1);
  });
});

describe('teaching', () => {
  const sectionIds = [ids.biology, ids.chemistry];
  const teaches = (who: Name) => school.ask(Teaches, { staffId: ids[who], sectionIds });

  test('is told for sections taught now, until the midnight on which it ends', async () => {
    expect(await teaches('teacher')).toEqual([{ sectionId: ids.biology, until: null }]);
    // The 30th begins an hour earlier in UTC: summer time has begun on the 29th.
    expect(await teaches('chemist')).toEqual([
      { sectionId: ids.chemistry, until: '2026-03-29T22:00:00.000Z' },
    ]);
    for (const who of ['formerTeacher', 'comingTeacher', 'anna'] as const)
      expect(await teaches(who)).toEqual([]);
  });

  test('is told for students of sections taught now, until teaching or enrollment ends', async () => {
    const taught = (who: Name) => school.ask(StudentsTaught, { staffId: ids[who] });
    expect(await taught('teacher')).toEqual([{ studentId: ids.anna, until: null }]);
    expect(await taught('chemist')).toEqual([{ studentId: ids.bert, until: '2026-03-29T22:00:00.000Z' }]);
    for (const who of ['formerTeacher', 'comingTeacher', 'historian'] as const)
      expect(await taught(who)).toEqual([]);
  });
});

test('sections and schools are told by what they are', async () => {
  expect(await school.ask(Sections, { sectionIds: [ids.latin, newId()] })).toEqual([
    {
      ...{ sectionId: ids.latin, organizationId: ids.school, academicSessionId: ids.term },
      ...{ title: 'Latin 7a', credits: '2.5' },
    },
  ]);
  const rosters = await school.ask(Rosters, { sectionIds: [ids.biology, newId()] });
  expect(rosters).toEqual([{ sectionId: ids.biology, studentIds: [ids.anna] }]);
  expect(await school.ask(SchoolsOf, { studentIds: [ids.anna, ids.teacher] })).toEqual([
    { studentId: ids.anna, organizationId: ids.school },
  ]);
});

test('a service that the contract does not admit is refused', async () => {
  const asked = school.ask(Teaches, { staffId: ids.teacher, sectionIds: [ids.biology] }, 'notifications');
  await expect(asked).rejects.toThrow(/may not ask/);
});

test('a fact ends with the last second of the day before, in the time zone of the term', async () => {
  const teaches = () => school.ask(Teaches, { staffId: ids.formerTeacher, sectionIds: [ids.biology] });
  const isExpected = async () =>
    (await school.ask(StudentsTaught, { staffId: ids.teacher })).some((one) => one.studentId === ids.former);
  await school.advance(Date.parse('2026-03-09T22:59:00Z') - Date.parse(now));
  expect(await teaches()).toEqual([{ sectionId: ids.biology, until: '2026-03-09T23:00:00.000Z' }]);
  expect(await isExpected()).toBe(true);
  await school.advance(60_000);
  expect(await teaches()).toEqual([]);
  expect(await isExpected()).toBe(false);
});

test('of a term that is over those are told who were enrolled on its last day', async () => {
  const { em } = school.request();
  const until = (who: Name, to: string | null) =>
    em.execute('update section_enrollment set "to" = ? where student_id = ? and section_id = ?', [
      ...[to, ids[who], ids.biology],
    ]);
  await until('anna', '2026-07-01');
  await until('coming', '2026-06-30');
  const told = () => school.ask(Rosters, { sectionIds: [ids.biology] });
  for (const at of ['2026-06-30T21:59:00Z', '2026-07-20T08:00:00Z']) {
    await school.advance(Date.parse(at) - (await school.request().now()).getTime());
    expect(await told()).toEqual([{ sectionId: ids.biology, studentIds: [ids.anna] }]);
  }
  await until('anna', null);
  await until('coming', '2026-07-01');
  expect(await told()).toEqual([{ sectionId: ids.biology, studentIds: [ids.anna, ids.coming].sort() }]);
});
