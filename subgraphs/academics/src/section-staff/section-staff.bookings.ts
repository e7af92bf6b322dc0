import type { Request } from '@learnova/platform/request';
import type { Days } from '../days.rules.ts';
import { Booking } from '../meeting/booking.entity.ts';
import { bookingsOf, type Held } from '../meeting/booking.rules.ts';
import { Meeting } from '../meeting/meeting.entity.ts';

function lessonsOn(request: Request, sectionId: string, { from, to }: Days): Promise<Meeting[]> {
  return request.em.find(Meeting, {
    sectionId,
    date: to === null ? { $gte: from } : { $gte: from, $lt: to },
  });
}

/** What a teacher holds by teaching a section on these days: each lesson that takes place on one of them. */
export async function bookingsFor(
  request: Request,
  { sectionId, staffId }: { readonly sectionId: string; readonly staffId: string },
  days: Days,
): Promise<Held[]> {
  const lessons = await lessonsOn(request, sectionId, days);
  return lessons.flatMap(({ id, startsAt, endsAt }) =>
    bookingsOf({ id, startsAt, endsAt, roomId: null }, [staffId]),
  );
}

/** What the teacher holds of these lessons, and is to hold no longer. */
export async function heldBookings(
  request: Request,
  { sectionId, staffId }: { readonly sectionId: string; readonly staffId: string },
  days: Days,
): Promise<Booking[]> {
  const lessons = await lessonsOn(request, sectionId, days);
  return request.em.find(Booking, {
    ...{ kind: 'STAFF', resourceId: staffId, meetingId: { $in: lessons.map(({ id }) => id) } },
  });
}
