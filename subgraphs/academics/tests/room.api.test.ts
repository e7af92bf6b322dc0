import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { entity } from './kit/entity.ts';
import { refused } from './kit/refused.ts';
import { ids, type Name, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const as = (who: Name) => school.as(ids[who]);
const fields = 'id name isRetired version organization { id }';
const create = `mutation ($input: CreateRoomInput!) { createRoom(input: $input) { room { ${fields} } } }`;
const change = `mutation ($input: ChangeRoomInput!) { changeRoom(input: $input) { room { ${fields} } } }`;
const schedule = `mutation ($input: ScheduleMeetingsInput!) { scheduleMeetings(input: $input) { meetings { id } } }`;
const move = `mutation ($input: MoveMeetingInput!) { moveMeeting(input: $input) { meeting { id } } }`;
const room = (name: string, organization: Name = 'school') => ({
  input: { organizationId: ids[organization], name, idempotencyKey: newId() },
});
const changing = (roomId: string, more: object) => ({
  input: { roomId, expectedVersion: 1, idempotencyKey: newId(), ...more },
});
async function namesOf(who: Name, organization: Name): Promise<string[] | null> {
  type Found = { rooms: { name: string }[] | null };
  const found = await entity<Found>(as(who), ['Organization', ids[organization]], 'rooms { name }');
  return found?.rooms?.map(({ name }) => name) ?? null;
}

describe('a room', () => {
  test('is made once, by who keeps the records of its school, and listed where sections may meet in it', async () => {
    const variables = room(' Gym ');
    const clicks = await Promise.all(Array.from({ length: 8 }, () => as('registrar').run(create, variables)));
    expect(new Set(clicks.map((click) => JSON.stringify(click))).size).toBe(1);
    expect(clicks[0]?.data?.createRoom).toMatchObject({
      room: { name: 'Gym', isRetired: false, version: 1, organization: { id: ids.school } },
    });
    expect(await namesOf('head', 'sciences')).toEqual(['Gym', 'Hall', 'Lab']);
    for (const who of ['plainTeacher', 'teacher', 'anna', 'foreignRegistrar', 'artsHead'] as const)
      expect([who, await namesOf(who, 'sciences')]).toEqual([who, null]);
    for (const who of ['head', 'plainTeacher', 'anna', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, create, room('Mine'))).code]).toEqual([who, 'FORBIDDEN']);
    expect((await refused(school, 'administrator', create, room('Mine', 'lab'))).code).toBe('NOT_FOUND');
  });

  test('has a door of its own, also where two offices make it at once', async () => {
    expect(await refused(school, 'registrar', create, room('Lab'))).toMatchObject({
      ...{ code: 'ACADEMICS_ROOM_EXISTS', field: ['input', 'name'] },
    });
    const twice = (['registrar', 'administrator'] as const).map((who) => as(who).run(create, room('Studio')));
    const codes = (await Promise.all(twice)).map(({ errors }) => errors?.[0]?.extensions?.code);
    expect(codes.sort()).toEqual(['ACADEMICS_ROOM_EXISTS', undefined]);
    await as('administrator').data(create, room('Lab', 'elsewhere'));
    for (const name of ['', 'R'.repeat(51), 'Lab\u0007', 'La\u2028b'])
      expect(await refused(school, 'registrar', create, room(name))).toMatchObject({
        ...{ code: 'BAD_USER_INPUT', field: ['input', 'name'] },
      });
    expect((await refused(school, 'registrar', change, changing(ids.lab, { name: 'Hall' }))).code).toBe(
      'ACADEMICS_ROOM_EXISTS',
    );
  });

  test('that is retired keeps its lessons, takes no others, and is opened again', async () => {
    const variables = changing(ids.lab, { isRetired: true });
    for (const { data } of [
      await as('registrar').run(change, variables),
      await as('registrar').run(change, variables),
    ])
      expect(data?.changeRoom).toMatchObject({ room: { name: 'Lab', isRetired: true, version: 2 } });
    const stale = await refused(school, 'administrator', change, changing(ids.lab, { name: 'Older' }));
    expect(stale).toMatchObject({ code: 'ACADEMICS_ROOM_CHANGED', version: 2 });
    const mine = changing(ids.lab, { name: 'Mine', expectedVersion: 2 });
    expect((await refused(school, 'head', change, mine)).code).toBe('FORBIDDEN');
    for (const who of ['teacher', 'anna', 'plainTeacher', 'foreignRegistrar'] as const)
      expect([who, (await refused(school, who, change, mine)).code]).toEqual([who, 'NOT_FOUND']);
    expect((await refused(school, 'registrar', change, changing(ids.lab, { expectedVersion: 2 }))).code).toBe(
      'BAD_USER_INPUT',
    );

    const lessons = (more: object = {}) => ({
      input: {
        ...{
          sectionId: ids.latin,
          roomId: ids.lab,
          weekdays: ['MONDAY'],
          startTime: '15:00',
          endTime: '15:45',
        },
        ...{ from: '2026-03-16', to: '2026-03-17', idempotencyKey: newId(), ...more },
      },
    });
    const moving = (meetingId: string, more: object) => ({
      input: { meetingId, expectedVersion: 1, idempotencyKey: newId(), ...more },
    });
    const retired = { code: 'ACADEMICS_ROOM_RETIRED', field: ['input', 'roomId'] };
    expect(await refused(school, 'registrar', schedule, lessons())).toMatchObject(retired);
    expect(
      await refused(school, 'registrar', move, moving(ids.chemistryToday, { roomId: ids.lab })),
    ).toMatchObject(retired);
    await as('registrar').data(move, moving(ids.biologyTomorrow, { endsAt: '2026-03-11T09:00:00Z' }));
    await as('registrar').data(change, changing(ids.lab, { isRetired: false, expectedVersion: 2 }));
    await as('registrar').data(schedule, lessons());
  });
});
