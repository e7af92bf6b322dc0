/** What a meeting holds: a room or a member of staff, from its beginning to its end. */
export interface Held {
  readonly meetingId: string;
  readonly resourceId: string;
  readonly kind: 'ROOM' | 'STAFF';
  readonly startsAt: Date;
  readonly endsAt: Date;
}

interface Place {
  readonly id: string;
  readonly roomId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** The bookings of a meeting: its room, and each of its teachers. */
export function bookingsOf({ id, roomId, startsAt, endsAt }: Place, staffIds: readonly string[]): Held[] {
  const hold = (kind: Held['kind'], resourceId: string) => ({
    meetingId: id,
    resourceId,
    kind,
    startsAt,
    endsAt,
  });
  const room = roomId === null ? [] : [hold('ROOM', roomId)];
  return [...room, ...staffIds.map((staffId) => hold('STAFF', staffId))];
}

export interface Rebooking<B> {
  /** Bookings that stay and get the new times in place: beside a second row each would clash with itself. */
  readonly kept: readonly B[];
  readonly added: readonly Held[];
  /** A room that was left, teachers who do not teach on the new day. */
  readonly released: readonly B[];
}

/** How what a meeting held becomes what it holds after a move. */
export function rebook<B extends Held>(before: readonly B[], wanted: readonly Held[]): Rebooking<B> {
  const isIn = (bookings: readonly Held[]) => {
    const ids = new Set(bookings.map((booking) => booking.resourceId));
    return (booking: Held) => ids.has(booking.resourceId);
  };
  const [wasHeld, isWanted] = [isIn(before), isIn(wanted)];
  return {
    kept: before.filter(isWanted),
    added: wanted.filter((booking) => !wasHeld(booking)),
    released: before.filter((booking) => !isWanted(booking)),
  };
}
