import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import * as asks from '@learnova/schema/asks/academics';
import { entity } from './kit/entity.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const day = '2026-09-07';
/** Sends one command under its own name and answers the id of what it made. */
async function make(who: Name, command: string, what: string, input: object): Promise<string> {
  const type = `${command[0]?.toUpperCase()}${command.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${command}(input: $input) { it: ${what} { id } } }`;
  const data = await school
    .as(ids[who])
    .data<Record<string, { it: { id: string } | { id: string }[] }>>(document, {
      input: { ...input, idempotencyKey: newId() },
    });
  const made = data[command]?.it;
  return (Array.isArray(made) ? made[0]?.id : made?.id) ?? '';
}

test('a school that is entered through the graph is taught as one that was there from the beginning', async () => {
  const organizationId = ids.school;
  const dates = { from: '2026-09-01', to: '2027-02-01' };
  const parentId = await make('registrar', 'createAcademicSession', 'academicSession', {
    ...{ organizationId, title: '2026/27', from: '2026-09-01', to: '2027-08-01' },
  });
  const academicSessionId = await make('registrar', 'createAcademicSession', 'academicSession', {
    ...{ organizationId, parentId, title: 'Autumn 2026', ...dates },
  });
  await school
    .as(ids.registrar)
    .data('mutation ($input: SetSchoolDaysInput!) { setSchoolDays(input: $input) { schoolDays } }', {
      input: {
        ...{ organizationId, ...dates, isSchoolDay: true, idempotencyKey: newId() },
        weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
      },
    });
  const courseId = await make('registrar', 'createCourse', 'course', {
    ...{ organizationId, code: 'PHY-8', title: 'Physics', credits: '2' },
  });
  const roomId = await make('registrar', 'createRoom', 'room', { organizationId, name: 'Physics room' });
  const sectionId = await make('head', 'createSection', 'section', {
    ...{ organizationId: ids.sciences, courseId, academicSessionId, title: 'Physics 8a' },
  });
  await make('head', 'assignSectionStaff', 'sectionStaff', {
    ...{ sectionId, staffId: ids.plainTeacher, from: '2026-09-01' },
  });
  const meetingId = await make('head', 'scheduleMeetings', 'meetings', {
    ...{
      sectionId,
      roomId,
      weekdays: ['MONDAY'],
      startTime: '10:00',
      endTime: '10:45',
      from: day,
      to: '2026-09-21',
    },
  });
  await make('head', 'enrollInSection', 'sectionEnrollment', {
    ...{ sectionId, studentId: ids.idle, from: '2026-09-01' },
  });

  await school.advance(Date.parse(`${day}T06:00:00Z`) - (await school.request().now()).getTime());
  const timetable = async (who: Name) =>
    entity(
      school.as(ids[who]),
      ['Viewer', ids[who]],
      `meetings(date: "${day}") { id startsAt section { title course { title } academicSession { title } } room { name } staff { id } }`,
    );
  for (const who of ['plainTeacher', 'idle'] as const)
    expect([who, JSON.parse(JSON.stringify(await timetable(who)))]).toEqual([
      who,
      {
        meetings: [
          {
            ...{ id: meetingId, startsAt: `${day}T08:00:00.000Z`, room: { name: 'Physics room' } },
            section: {
              title: 'Physics 8a',
              ...{ course: { title: 'Physics' }, academicSession: { title: 'Autumn 2026' } },
            },
            staff: [{ id: ids.plainTeacher }],
          },
        ],
      },
    ]);
  expect(await timetable('bert')).toEqual({ meetings: [] });

  // What attendance, assessments, feedback, frontend and users ask about it: none of them keeps a copy of who teaches.
  const [section] = await school.ask(asks.Sections, { sectionIds: [sectionId] });
  expect(section).toMatchObject({ academicSessionId, title: 'Physics 8a', credits: '2' });
  const [meeting] = await school.ask(asks.Meetings, { meetingIds: [meetingId] });
  expect(meeting).toMatchObject({ date: day, staffIds: [ids.plainTeacher], studentIds: [ids.idle] });
  const onDay = { date: day, organizationIds: [], sectionIds: [sectionId] };
  expect(await school.ask(asks.MeetingsOn, onDay)).toMatchObject([{ meetingId, expected: 1 }]);
  expect(await school.ask(asks.Teaches, { staffId: ids.plainTeacher, sectionIds: [sectionId] })).toHaveLength(
    1,
  );
  expect(await school.ask(asks.StudentsTaught, { staffId: ids.plainTeacher })).toMatchObject([
    { studentId: ids.idle },
  ]);
  expect(await school.ask(asks.Rosters, { sectionIds: [sectionId] })).toEqual([
    { sectionId, studentIds: [ids.idle] },
  ]);
  const people = { studentIds: [ids.idle], staffIds: [ids.plainTeacher] };
  expect((await school.ask(asks.SectionsOf, people)).map(({ part }) => part)).toEqual(['STUDENT', 'STAFF']);
  const ofTerm = {
    sessionId: academicSessionId,
    organizationIds: [ids.sciences],
    date: day,
    after: null,
    limit: 10,
  };
  expect(await school.ask(asks.TermRosters, ofTerm)).toMatchObject([{ sectionId, studentIds: [ids.idle] }]);
});
