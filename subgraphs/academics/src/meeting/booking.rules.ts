import { Booking } from './booking.entity.ts';
import type { Meeting } from './meeting.entity.ts';

/** A booking before it is one. */
export type Wanted = Pick<Booking, 'meetingId' | 'kind' | 'resourceId' | 'startsAt' | 'endsAt'>;

/** What a meeting holds from its beginning to its end: its room, and each of its teachers. */
export function bookingsOf(
  { id: meetingId, roomId, startsAt, endsAt }: Pick<Meeting, 'id' | 'roomId' | 'startsAt' | 'endsAt'>,
  staffIds: readonly string[],
): Wanted[] {
  const staff = staffIds.map((resourceId) => ({
    meetingId,
    kind: 'STAFF' as const,
    resourceId,
    startsAt,
    endsAt,
  }));
  return roomId === null
    ? staff
    : [{ meetingId, kind: 'ROOM', resourceId: roomId, startsAt, endsAt }, ...staff];
}

export interface Rebooking {
  /** Bookings that stay and are altered in place: beside a second row for one teacher each would clash with itself. */
  readonly kept: readonly { readonly booking: Booking; readonly as: Wanted }[];
  readonly added: readonly Wanted[];
  /** Of teachers who do not teach on the new day. */
  readonly released: readonly Booking[];
}

/** How the bookings of a moved meeting become what it holds from now on. */
export function rebook(before: readonly Booking[], wanted: readonly Wanted[]): Rebooking {
  const isFor = (want: Wanted) => (booking: Booking) =>
    booking.kind === want.kind && (booking.kind === 'ROOM' || booking.resourceId === want.resourceId);
  const kept = wanted.flatMap((as) => before.filter(isFor(as)).map((booking) => ({ booking, as })));
  return {
    kept,
    added: wanted.filter((want) => !before.some(isFor(want))),
    released: before.filter((booking) => !wanted.some((want) => isFor(want)(booking))),
  };
}
