import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { ids, openSchool, today } from '../../subgraphs/academics/tests/kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

test('a lesson whose roll may have been taken is not moved to another day, before it begins it is', async () => {
  const move = `mutation ($input: MoveMeetingInput!) { moveMeeting(input: $input) { meeting { date } } }`;
  const times = { startsAt: '2026-03-13T08:00:00Z', endsAt: '2026-03-13T08:45:00Z' };
  const input = (expectedVersion: number, more = times) => ({
    input: { meetingId: ids.biologyToday, expectedVersion, idempotencyKey: newId(), ...more },
  });
  const registrar = school.as(ids.registrar);
  expect(await registrar.code(move, input(1))).toBe('NO_ERROR');
  const back = { startsAt: `${today}T08:00:00Z`, endsAt: `${today}T08:45:00Z` };
  expect(await registrar.code(move, input(2, back))).toBe('NO_ERROR');
  await school.advance(3_600_000);
  expect(await registrar.code(move, input(3))).toBe('ACADEMICS_MEETING_BEGUN');
});
