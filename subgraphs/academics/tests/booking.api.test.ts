import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { firstClash } from '../src/meeting/booking.clash.ts';
import { Booking } from '../src/meeting/booking.entity.ts';
import { ids, openSchool } from './kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const slots = [0, 1, 2, 3, 4, 5, 6];
const intervals = slots.flatMap((from) => slots.filter((to) => to > from).map((to) => [from, to] as const));
const at = (slot: number) => new Date(Date.UTC(2026, 4, 4, slot));

function booking(meetingId: string, resourceId: string, [from, to]: readonly [number, number]): Booking {
  const times = { startsAt: at(from), endsAt: at(to) };
  return Object.assign(new Booking(), { meetingId, resourceId, kind: 'ROOM', ...times });
}

test('of all pairs of intervals in a day the database refuses exactly those that share a slot, and the look-up finds them', async () => {
  const { em } = school.request();
  for (const first of intervals) {
    const [meetingId, resourceId] = [ids.biologyToday, newId()];
    await em.fork().insert(Booking, booking(meetingId, resourceId, first));
    for (const second of intervals) {
      const other = booking(newId(), resourceId, second);
      const shares = slots.some((slot) => [first, second].every(([from, to]) => from <= slot && slot < to));
      const found = await firstClash(school.request(), [other]);
      expect({ first, second, found: Boolean(found) }).toEqual({ first, second, found: shares });
      const write = em.fork().insert(Booking, other);
      if (shares) await expect(write).rejects.toMatchObject({ code: '23P01' });
      else await write.then(() => em.fork().nativeDelete(Booking, { meetingId: other.meetingId }));
    }
    await em.fork().nativeDelete(Booking, { resourceId });
  }
});
