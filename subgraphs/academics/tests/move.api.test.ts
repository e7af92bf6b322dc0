import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Booking } from '../src/meeting/booking.entity.ts';
import { Meeting } from '../src/meeting/meeting.entity.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const fields = 'meeting { id date startsAt endsAt version room { name } staff { id } }';
const move = `mutation ($input: MoveMeetingInput!) { moveMeeting(input: $input) { ${fields} } }`;
const schedule = `mutation ($input: ScheduleMeetingsInput!) { scheduleMeetings(input: $input) { meetings { id } } }`;

/** A lesson of biology on the 12th of March, in a week that nothing else is in; each test has another hour of the night. */
let meetingId: string;
let hour = 0;
const at = (time: string, date = '2026-03-12') => `${date}T${time}:00Z`;
const clock = (minutes: string) => `${String(hour).padStart(2, '0')}:${minutes}`;
beforeEach(async () => {
  hour += 1;
  meetingId = await lesson('biology', 'lab');
});

async function lesson(section: Name, room: Name): Promise<string> {
  const local = (minutes: string) => `${String(hour + 1).padStart(2, '0')}:${minutes}`;
  const input = {
    sectionId: ids[section],
    roomId: ids[room],
    weekdays: ['THURSDAY'],
    startTime: local('00'),
    endTime: local('30'),
    from: '2026-03-12',
    to: '2026-03-13',
    idempotencyKey: newId(),
  };
  type Made = { scheduleMeetings: { meetings: [{ id: string }] } };
  const made = await as('registrar').data<Made>(schedule, { input });
  return made.scheduleMeetings.meetings[0].id;
}

const as = (who: Name) => school.as(ids[who]);
const input = (more: object) => ({
  input: { meetingId, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
async function refused(who: Name, more: object) {
  const before = await stored();
  const { errors } = await as(who).run(move, input(more));
  expect(await stored()).toEqual(before);
  return { ...errors?.[0]?.extensions, message: errors?.[0]?.message } as Record<string, unknown>;
}
async function stored(id = meetingId) {
  const { em } = school.request();
  const bookings = await em.find(Booking, { meetingId: id }, { orderBy: { resourceId: 'asc' } });
  return {
    meeting: await em.findOneOrFail(Meeting, id),
    bookings: bookings.map((booking) => ({ ...booking })),
  };
}

describe('a meeting that is moved', () => {
  test('keeps its id, and its room and teacher are free at the old hour and held at the new one', async () => {
    const moved = await as('registrar').data<{ moveMeeting: { meeting: object } }>(
      move,
      input({ startsAt: at(clock('15')), endsAt: at(clock('45')) }),
    );
    expect(JSON.parse(JSON.stringify(moved.moveMeeting.meeting))).toEqual({
      id: meetingId,
      date: '2026-03-12',
      startsAt: `2026-03-12T${clock('15')}:00.000Z`,
      endsAt: `2026-03-12T${clock('45')}:00.000Z`,
      version: 2,
      room: { name: 'Lab' },
      staff: expect.arrayContaining([{ id: ids.teacher }, { id: ids.comingTeacher }]),
    });
    const { meeting, bookings } = await stored();
    expect(bookings.map(({ resourceId }) => resourceId).sort()).toEqual(
      [ids.lab, ids.teacher, ids.comingTeacher].sort(),
    );
    for (const { startsAt, endsAt } of bookings)
      expect({ startsAt, endsAt }).toEqual({ startsAt: meeting.startsAt, endsAt: meeting.endsAt });
  });

  test('into another room leaves the old one', async () => {
    await as('head').data(move, input({ roomId: ids.hall }));
    const held = (await stored()).bookings.map(({ resourceId }) => resourceId);
    expect(held).toContain(ids.hall);
    expect(held).not.toContain(ids.lab);
  });

  test('to another day is held by those who teach on that day', async () => {
    await as('registrar').data(
      move,
      input({ startsAt: at(clock('00'), '2026-03-10'), endsAt: at(clock('30'), '2026-03-10') }),
    );
    const { meeting, bookings } = await stored();
    expect(meeting.date).toBe('2026-03-10');
    expect(bookings.map(({ resourceId }) => resourceId).sort()).toEqual([ids.lab, ids.teacher].sort());
  });

  test('may be moved into its own old hour', async () => {
    await as('registrar').data(move, input({ endsAt: at(clock('40')) }));
    await as('registrar').data(move, input({ startsAt: at(clock('05')), expectedVersion: 2 }));
    expect((await stored()).meeting.version).toBe(3);
  });

  test('is told once with its new version, and the audit keeps where it was', async () => {
    await as('registrar').data(move, input({ roomId: ids.hall }));
    const { em } = school.request();
    const messages = await em.find(OutboxMessage, { aggregateId: meetingId });
    expect(messages).toMatchObject([
      {
        name: 'academics.meetings-changed',
        version: 2,
        organizationId: ids.sciences,
        payload: { meetings: [{ meetingId, version: 2 }] },
      },
    ]);
    expect(await em.find(AuditEntry, { rowId: meetingId, operation: 'moveMeeting' })).toMatchObject([
      { actorId: ids.registrar, old: { roomId: ids.lab }, new: { roomId: ids.hall } },
    ]);
  });
});

describe('a move', () => {
  test('is for whoever manages the section; for others the meeting does not exist, or stays where it is', async () => {
    for (const who of ['teacher', 'anna', 'mother'] as const) {
      expect((await refused(who, { roomId: ids.hall })).code).toBe('FORBIDDEN');
    }
    for (const who of ['artsHead', 'foreignRegistrar', 'bert', 'chemist', 'plainTeacher'] as const) {
      expect((await refused(who, { roomId: ids.hall })).code).toBe('NOT_FOUND');
    }
    expect((await refused('registrar', { meetingId: newId(), roomId: ids.hall })).code).toBe('NOT_FOUND');
  });

  test('is refused with the path of the field that is wrong', async () => {
    const wrong: [object, string, string[]][] = [
      [{}, 'BAD_USER_INPUT', ['input']],
      [{ endsAt: at(clock('00')) }, 'BAD_USER_INPUT', ['input', 'endsAt']],
      [{ endsAt: at('23:30') }, 'BAD_USER_INPUT', ['input', 'endsAt']],
      [
        { startsAt: at('10:00', '2026-07-01'), endsAt: at('11:00', '2026-07-01') },
        'ACADEMICS_OUTSIDE_TERM',
        ['input', 'startsAt'],
      ],
      [
        { startsAt: at('10:00', '2026-04-06'), endsAt: at('11:00', '2026-04-06') },
        'ACADEMICS_NO_SCHOOL_DAY',
        ['input', 'startsAt'],
      ],
    ];
    for (const [more, code, field] of wrong)
      expect([more, await refused('registrar', more)]).toMatchObject([more, { code, field }]);
    for (const roomId of [ids.foreignRoom, newId()])
      expect((await refused('registrar', { roomId })).code).toBe('NOT_FOUND');
  });

  test('that would clash names the other lesson', async () => {
    await lesson('chemistry', 'hall');
    expect(await refused('registrar', { roomId: ids.hall })).toMatchObject({
      code: 'ACADEMICS_ROOM_TAKEN',
      date: '2026-03-12',
      taken: { title: 'Chemistry 7a' },
    });
  });

  test('upon an older version is refused, and told who moved it and when', async () => {
    await as('head').data(move, input({ roomId: ids.hall }));
    const { changedAt } = (await stored()).meeting;
    expect(await refused('registrar', { endsAt: at(clock('40')) })).toEqual({
      code: 'ACADEMICS_MEETING_CHANGED',
      message: `head changed this meeting at ${changedAt.toISOString()}. Load it again, and repeat what is still to be done.`,
      field: ['input', 'expectedVersion'],
      version: 2,
      changedBy: ids.head,
      changedAt: changedAt.toISOString(),
    });
  });

  test('by two offices at once happens once: the other is told who was faster', async () => {
    const offices: Name[] = ['registrar', 'administrator', 'head'];
    const answers = await Promise.all(
      offices.map((who, n) => as(who).run(move, input({ endsAt: at(clock(String(40 + n))) }))),
    );
    const winner = offices[answers.findIndex(({ errors }) => !errors)];
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    for (const { errors } of answers.filter((answer) => answer.errors)) {
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'ACADEMICS_MEETING_CHANGED',
        changedBy: ids[winner as Name],
      });
    }
    expect((await stored()).meeting.version).toBe(2);
  });

  test('sent many times at once under one key happens once, and all get its answer', async () => {
    const variables = input({ roomId: ids.hall, endsAt: at(clock('40')) });
    const clicks = await Promise.all(Array.from({ length: 20 }, () => as('registrar').run(move, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]).toMatchObject({ data: { moveMeeting: { meeting: { version: 2 } } } });
    expect((await stored()).meeting.version).toBe(2);
  });

  test('into a place that two lessons want at once is made for one of them', async () => {
    const other = await lesson('chemistry', 'hall');
    const free = { startsAt: at(clock('45')), endsAt: at(clock('55')), roomId: ids.lab };
    const answers = await Promise.all(
      [meetingId, other].map((id) => as('registrar').run(move, input({ ...free, meetingId: id }))),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes.sort()).toEqual(['ACADEMICS_ROOM_TAKEN', undefined]);
  });

  test('after another one in the same request is decided upon what that one left', async () => {
    const twice = `mutation ($one: MoveMeetingInput!, $two: MoveMeetingInput!) {
      one: moveMeeting(input: $one) { meeting { version } } two: moveMeeting(input: $two) { meeting { version room { name } } } }`;
    const one = input({ endsAt: at(clock('40')) }).input;
    const two = input({ roomId: ids.hall, expectedVersion: 2 }).input;
    expect(await as('registrar').data(twice, { one, two })).toEqual({
      one: { meeting: { version: 2 } },
      two: { meeting: { version: 3, room: { name: 'Hall' } } },
    });
    expect((await stored()).meeting).toMatchObject({ version: 3, roomId: ids.hall });
  });
});
