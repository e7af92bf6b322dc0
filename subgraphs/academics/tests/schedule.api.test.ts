import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { Booking } from '../src/meeting/booking.entity.ts';
import { Meeting } from '../src/meeting/meeting.entity.ts';
import { MeetingPattern } from '../src/meeting/meeting-pattern.entity.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const schedule = `mutation ($input: ScheduleMeetingsInput!) { scheduleMeetings(input: $input) {
  meetings { id date startsAt endsAt version section { title } room { name } staff { id } } } }`;

/** Latin on Thursdays, at an hour that each test has to itself. */
let hour = 8;
beforeEach(() => {
  hour += 1;
});
function pattern(more: object = {}) {
  const [startTime, endTime] = [`${String(hour).padStart(2, '0')}:00`, `${String(hour).padStart(2, '0')}:45`];
  return {
    input: {
      sectionId: ids.latin,
      roomId: ids.hall,
      weekdays: ['THURSDAY'],
      startTime,
      endTime,
      from: '2026-03-16',
      to: '2026-04-16',
      idempotencyKey: newId(),
      ...more,
    },
  };
}
const as = (who: Name) => school.as(ids[who]);
const rows = async () => {
  const { em } = school.request();
  return Promise.all(
    [Meeting, Booking, MeetingPattern, OutboxMessage].map((table) =>
      em.fork().count(table as typeof Meeting),
    ),
  );
};
async function refused(who: Name, variables: object) {
  const before = await rows();
  const { data, errors } = await as(who).run(schedule, variables as Record<string, unknown>);
  expect(data ?? null).toBeNull();
  expect(await rows()).toEqual(before);
  return { ...errors?.[0]?.extensions, message: errors?.[0]?.message } as Record<string, unknown>;
}

describe('a weekly pattern', () => {
  test('becomes meetings on school days, at the same hour of the wall before and after summer time begins', async () => {
    const variables = pattern({ weekdays: ['MONDAY', 'THURSDAY'] });
    const { scheduleMeetings } = await as('registrar').data<{ scheduleMeetings: { meetings: object[] } }>(
      schedule,
      variables,
    );
    const utc = (winter: number) => `${String(hour - winter).padStart(2, '0')}:00:00.000Z`;
    const times = ['03-16', '03-19', '03-23', '03-26', '03-30', '04-02', '04-09', '04-13'].map((day) => ({
      date: `2026-${day}`,
      startsAt: `2026-${day}T${utc(day < '03-29' ? 1 : 2)}`,
      version: 1,
      section: { title: 'Latin 7a' },
      room: { name: 'Hall' },
      staff: [{ id: ids.historian }],
    }));
    expect(JSON.parse(JSON.stringify(scheduleMeetings.meetings))).toMatchObject(times);
    expect(scheduleMeetings.meetings).toHaveLength(times.length);
  });

  test('is scheduled by the office, and by the head of the department alone', async () => {
    for (const who of ['registrar', 'administrator'] as const) {
      await as(who).data(schedule, pattern());
      hour += 1;
    }
    const biology = { sectionId: ids.biology, roomId: ids.lab };
    await as('head').data(schedule, pattern(biology));
    expect((await refused('teacher', pattern(biology))).code).toBe('FORBIDDEN');
    expect((await refused('anna', pattern(biology))).code).toBe('FORBIDDEN');
    for (const who of ['artsHead', 'head', 'foreignRegistrar', 'plainTeacher', 'stranger'] as const) {
      expect((await refused(who, pattern())).code).toBe('NOT_FOUND');
    }
    expect(await school.as().code(schedule, pattern())).toBe('UNAUTHENTICATED');
  });

  test('is refused with the path of the field that is wrong, and leaves nothing behind', async () => {
    const wrong: [object, string, string][] = [
      [{ weekdays: [] }, 'BAD_USER_INPUT', 'weekdays'],
      [{ startTime: '9 o’clock' }, 'BAD_USER_INPUT', 'startTime'],
      [{ startTime: '12:00', endTime: '12:00' }, 'BAD_USER_INPUT', 'endTime'],
      [{ startTime: '23:30', endTime: '24:00' }, 'BAD_USER_INPUT', 'endTime'],
      [{ from: '2026-04-16' }, 'BAD_USER_INPUT', 'to'],
      [{ from: '2026-01-31' }, 'ACADEMICS_OUTSIDE_TERM', 'from'],
      [{ to: '2026-07-02' }, 'ACADEMICS_OUTSIDE_TERM', 'to'],
      [{ weekdays: ['MONDAY'], from: '2026-04-06', to: '2026-04-07' }, 'ACADEMICS_NO_SCHOOL_DAY', 'weekdays'],
      [{ weekdays: ['SUNDAY'], startTime: '02:15', endTime: '03:15' }, 'ACADEMICS_TIME_SKIPPED', 'startTime'],
      [{ idempotencyKey: 'short' }, 'BAD_USER_INPUT', 'idempotencyKey'],
    ];
    for (const [input, code, field] of wrong) {
      expect([input, await refused('registrar', pattern(input))]).toMatchObject([
        input,
        { code, field: ['input', field] },
      ]);
    }
    for (const hidden of [{ roomId: ids.foreignRoom }, { roomId: newId() }, { sectionId: newId() }]) {
      expect((await refused('registrar', pattern(hidden))).code).toBe('NOT_FOUND');
    }
  });

  test('is told once, and its pattern and each meeting are in the audit', async () => {
    const before = await school.request().em.count(OutboxMessage);
    const { scheduleMeetings } = await as('registrar').data<{
      scheduleMeetings: { meetings: { id: string }[] };
    }>(schedule, pattern());
    const { em } = school.request();
    const messages = await em.find(OutboxMessage, {}, { orderBy: { id: 'asc' } });
    expect(messages).toHaveLength(before + 1);
    const [pointed] = scheduleMeetings.meetings;
    expect(messages.at(-1)).toMatchObject({
      name: 'academics.meetings-changed',
      organizationId: ids.school,
      actorId: ids.registrar,
      version: 1,
      payload: {
        sectionId: ids.latin,
        meetings: expect.arrayContaining([expect.objectContaining({ meetingId: pointed?.id, version: 1 })]),
      },
    });
    const audit = await em.find(AuditEntry, { rowId: pointed?.id });
    expect(audit).toMatchObject([
      { operation: 'scheduleMeetings', actorId: ids.registrar, tableName: 'meeting' },
    ]);
  });
});

describe('the same command', () => {
  test('sent again, or by a hundred clicks at once, makes its meetings once and answers the same', async () => {
    const variables = pattern();
    const [meetings] = await rows();
    const clicks = await Promise.all(
      Array.from({ length: 100 }, () => as('registrar').run(schedule, variables)),
    );
    clicks.push(await as('registrar').run(schedule, variables));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]).toMatchObject({ data: { scheduleMeetings: { meetings: expect.any(Array) } } });
    expect((await rows())[0]).toBe((meetings ?? 0) + 4);
    const other = { input: { ...variables.input, roomId: ids.lab } };
    expect((await refused('registrar', other)).code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('a clash', () => {
  const history = { sectionId: ids.history };

  test('over a room names both sides and the first day, and makes none of the meetings', async () => {
    await as('registrar').data(schedule, pattern({ from: '2026-04-01' }));
    const refusal = await refused('registrar', pattern({ sectionId: ids.biology }));
    expect(refusal).toMatchObject({
      code: 'ACADEMICS_ROOM_TAKEN',
      field: ['input', 'roomId'],
      date: '2026-04-02',
      taken: { title: 'Latin 7a', meetingId: expect.any(String) },
      wanted: { title: 'Biology 7a' },
    });
    const [from, to] = [`${hour}:00`.padStart(5, '0'), `${hour}:45`.padStart(5, '0')];
    expect(refusal.message).toBe(
      `Hall is taken on 2026-04-02 from ${from} to ${to} by Latin 7a; Biology 7a would meet from ${from} to ${to}. ` +
        'Choose another time or room.',
    );
  });

  test('over a teacher names the teacher', async () => {
    await as('registrar').data(schedule, pattern());
    expect(await refused('registrar', pattern({ ...history, roomId: ids.lab }))).toMatchObject({
      code: 'ACADEMICS_TEACHER_TAKEN',
      field: ['input', 'startTime'],
      date: '2026-03-19',
      taken: { title: 'Latin 7a' },
      message: expect.stringMatching(/^historian is taken on 2026-03-19 /),
    });
  });

  test('does not tell whose lesson it is to somebody who may not see it', async () => {
    await as('registrar').data(schedule, pattern());
    const refusal = await refused('head', pattern({ sectionId: ids.biology }));
    expect(refusal).toMatchObject({
      code: 'ACADEMICS_ROOM_TAKEN',
      message: expect.stringContaining('by another section;'),
    });
    expect(JSON.stringify(refusal)).not.toContain('Latin');
    expect(refusal.taken).toEqual({ startsAt: expect.any(String), endsAt: expect.any(String) });
  });

  test('is none where one lesson begins when the other ends', async () => {
    await as('registrar').data(schedule, pattern());
    hour += 1;
    await as('registrar').data(
      schedule,
      pattern({ ...history, startTime: `${String(hour - 1).padStart(2, '0')}:45` }),
    );
  });

  test('is found by the database when two offices schedule at once: one gets the room, the others a reason', async () => {
    const sections: Name[] = ['latin', 'biology', 'chemistry', 'history'];
    const answers = await Promise.all(
      sections.map((name) => as('administrator').run(schedule, pattern({ sectionId: ids[name] }))),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    for (const code of codes.filter(Boolean)) expect(code).toMatch(/^(ACADEMICS_(ROOM|TEACHER)_TAKEN|BUSY)$/);
    const { em } = school.request();
    const held = await em.find(Booking, { resourceId: ids.hall }, { orderBy: { startsAt: 'asc' } });
    for (const [n, booking] of held.slice(1).entries()) {
      expect(booking.startsAt.getTime()).toBeGreaterThanOrEqual(held[n]?.endsAt.getTime() ?? 0);
    }
  });
});
