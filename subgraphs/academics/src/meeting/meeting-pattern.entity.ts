import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What somebody scheduled: the weekly pattern from which meetings were made. Meetings move later; this stays as it was. */
@Entity({ tableName: 'meeting_pattern' })
@Check({ name: 'meeting_pattern_ends_after_it_begins', expression: '"to" > "from"' })
export class MeetingPattern {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  sectionId!: string;

  @Property({ type: 'uuid' })
  roomId!: string;

  @Property({ type: 'jsonb' })
  weekdays!: string[];

  /** `HH:MM` on the wall of the school */
  @Property({ type: 'text' })
  startTime!: string;

  @Property({ type: 'text' })
  endTime!: string;

  @Property({ type: 'date' })
  from!: string;

  @Property({ type: 'date' })
  to!: string;

  @Property({ type: 'timestamptz' })
  createdAt!: Date;

  /** Null for what was there from the beginning. */
  @Property({ type: 'uuid', nullable: true })
  createdBy: string | null = null;
}
