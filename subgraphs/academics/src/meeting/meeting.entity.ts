import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the meeting.';

/** A meeting is never deleted: its id is its register's. */
@ObjectType({ description: sharedTypes.Meeting.type })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'meeting' })
@Check({ name: 'meeting_ends_after_it_begins', expression: 'ends_at > starts_at' })
@Index({ properties: ['organizationId', 'date'] })
@Index({ properties: ['sectionId', 'date'] })
export class Meeting {
  @Field(() => UUID, { description: sharedTypes.Meeting.id })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** What it was made from; null for what was there from the beginning. */
  @Index()
  @Property({ type: 'uuid', nullable: true })
  patternId: string | null = null;

  @Property({ type: 'uuid' })
  sectionId!: string;

  /** The section's. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid', nullable: true })
  roomId: string | null = null;

  @Field(() => SchoolDay, { description: `The school day on which it takes place. ${seen}` })
  @Property({ type: 'date' })
  date!: string;

  @Field(() => DateTime, { description: `When it begins. ${seen}` })
  @Property({ type: 'timestamptz' })
  startsAt!: Date;

  @Field(() => DateTime, {
    description: `When it is over: the first instant at which its room is free. ${seen}`,
  })
  @Property({ type: 'timestamptz' })
  endsAt!: Date;

  @Field(() => Int, {
    description: `Grows by one with each move; \`expectedVersion\` of the next one. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  @Field(() => DateTime, { description: `When it was scheduled or last moved. ${seen}` })
  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  /** Who scheduled or last moved it; null for what was there from the beginning. */
  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;
}
