import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * A room or a member of staff held for a meeting from one instant until another. The database lets no two bookings of one
 * resource overlap: that is what makes a clash impossible, whoever writes.
 */
@Entity({ tableName: 'booking' })
@Check({ name: 'booking_ends_after_it_begins', expression: 'ends_at > starts_at' })
@Check({ name: 'booking_kind', expression: "kind in ('ROOM', 'STAFF')" })
@Check({
  name: 'booking_without_clash',
  expression: "exclude using gist (resource_id with =, tstzrange(starts_at, ends_at, '[)') with &&)",
})
export class Booking {
  @PrimaryKey({ type: 'uuid' })
  meetingId!: string;

  /** The room, or the member of staff. */
  @PrimaryKey({ type: 'uuid' })
  resourceId!: string;

  @Property({ type: 'text' })
  kind!: 'ROOM' | 'STAFF';

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  @Property({ type: 'timestamptz' })
  endsAt!: Date;
}
