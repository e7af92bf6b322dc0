import { Booking } from './booking.entity.ts';
import type { Meeting } from './meeting.entity.ts';

/** What a meeting holds from its beginning to its end: its room, and each of its teachers. */
export function bookingsOf(
  { id: meetingId, roomId, startsAt, endsAt }: Pick<Meeting, 'id' | 'roomId' | 'startsAt' | 'endsAt'>,
  staffIds: readonly string[],
): Booking[] {
  const room = roomId === null ? [] : [{ kind: 'ROOM' as const, resourceId: roomId }];
  const staff = staffIds.map((resourceId) => ({ kind: 'STAFF' as const, resourceId }));
  return [...room, ...staff].map((held) =>
    Object.assign(new Booking(), { meetingId, ...held, startsAt, endsAt }),
  );
}

export interface Rebooking {
  /** Bookings that stay and get the new times in place: beside a second row each would clash with itself. */
  readonly kept: readonly Booking[];
  readonly added: readonly Booking[];
  /** A room that was left, teachers who do not teach on the new day. */
  readonly released: readonly Booking[];
}

/** How what a meeting held becomes what it holds after a move. */
export function rebook(before: readonly Booking[], wanted: readonly Booking[]): Rebooking {
  const isIn = (bookings: readonly Booking[]) => {
    const ids = new Set(bookings.map((booking) => booking.resourceId));
    return (booking: Booking) => ids.has(booking.resourceId);
  };
  const [wasHeld, isWanted] = [isIn(before), isIn(wanted)];
  return {
    kept: before.filter(isWanted),
    added: wanted.filter((booking) => !wasHeld(booking)),
    released: before.filter((booking) => !isWanted(booking)),
  };
}
