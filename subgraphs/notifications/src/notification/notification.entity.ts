import { DateTime, UUID } from '@learnova/schema/scalars';
import { Entity, Enum, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Statement, Telling } from '../absence/absence.rules.ts';

export enum NotificationKind {
  ABSENCE = 'ABSENCE',
  ABSENCE_CORRECTED = 'ABSENCE_CORRECTED',
}
registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a notification tells of.',
  valuesConfig: {
    ABSENCE: { description: 'A child was marked absent.' },
    ABSENCE_CORRECTED: { description: 'A register that had said so, or had not, was corrected.' },
  },
});

/** What one person was told: it says the same for ever, in ids. Only whether it was read changes. */
@ObjectType({
  description:
    'One thing that a person was told. Seen by that person alone, and only while a child whom it is about may be known to them.',
})
@Entity({ tableName: 'notification' })
@Index({ properties: ['personId', 'createdAt', 'id'] })
@Index({ properties: ['noticeId'] })
export class Notification {
  @Field(() => UUID, { description: 'Identifies the notification. Seen by the person who was told.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  noticeId!: string;

  @Field(() => NotificationKind, { description: 'What it tells of. Seen by the person who was told.' })
  @Enum({ items: () => NotificationKind })
  kind!: Telling['kind'];

  /** The school day that it is about, `YYYY-MM-DD`. */
  @Property({ type: 'date' })
  date!: string;

  @Property({ type: 'jsonb' })
  statements!: readonly Statement[];

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
    return [...new Set(this.statements.map((statement) => statement.studentId))];
  }
}
