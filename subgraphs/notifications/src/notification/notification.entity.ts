import { DateTime, UUID } from '@learnova/schema/scalars';
import { Entity, Enum, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { NotificationKind } from './notification-kind.enum.ts';
import type { Told } from './subject.ts';

/** What one person was told: it says the same for ever, in ids. Only whether it was read changes. */
@ObjectType({
  description:
    'One thing that a person was told. Seen by that person alone, and while a child whom it is about may be known to them.',
})
@Entity({ tableName: 'notification' })
@Index({ properties: ['personId', 'createdAt', 'id'] })
@Index({ properties: ['noticeId'] })
@Unique({ properties: ['personId', 'occasion'] })
export class Notification {
  @Field(() => UUID, { description: 'Identifies the notification. Seen by the person who was told.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  /** What it corrects, or is corrected by, has the same one; null where it stands alone. */
  @Property({ type: 'uuid', nullable: true })
  noticeId: string | null = null;

  /** Whose matter it is; null where there is none. */
  @Property({ type: 'uuid', nullable: true })
  organizationId: string | null = null;

  /** What it was told for, once a person: null where something else sees to that. */
  @Property({ type: 'text', nullable: true })
  occasion: string | null = null;

  @Field(() => NotificationKind, { description: 'What it tells of. Seen by the person who was told.' })
  @Enum({ items: () => NotificationKind })
  kind!: `${NotificationKind}`;

  /** The school day that it is about, `YYYY-MM-DD`. */
  @Property({ type: 'date' })
  date!: string;

  @Property({ type: 'jsonb' })
  statements!: readonly Told[];

  @Field(() => DateTime, { description: 'When it came to the inbox. Seen by the person who was told.' })
  @Property({ type: 'timestamptz' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the person first marked it as read; null while it is unread. Seen by the person who was told.',
  })
  @Property({ type: 'timestamptz', nullable: true })
  readAt: Date | null = null;

  @Field(() => Int, { description: 'Grows with each change. Seen by the person who was told.' })
  @Property({ type: 'integer' })
  version = 1;

  get studentIds(): string[] {
    return [...new Set(this.statements.flatMap(({ studentId }) => studentId ?? []))];
  }
}
