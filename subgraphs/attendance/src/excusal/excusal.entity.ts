import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/**
 * That a student's absence is excused from one instant until another, by leave that was granted: half a day of it. It is no mark: it
 * is laid over what teachers have said when that is read, so marks, registers and meetings know nothing of it, and what is taken
 * away uncovers what was there. A meeting that moves is covered by where it moved to, also once its register was taken.
 */
@Entity({ tableName: 'excusal' })
@Unique({ properties: ['leaveRequestId', 'startsAt'] })
@Index({ properties: ['studentId', 'startsAt'] })
@Check({ name: 'excusal_ends_after_it_starts', expression: 'ends_at > starts_at' })
export class Excusal {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  leaveRequestId!: string;

  @Property({ type: 'uuid' })
  studentId!: string;

  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  /** The first instant that is not excused. */
  @Property({ type: 'timestamptz' })
  endsAt!: Date;
}
