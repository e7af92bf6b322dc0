import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, InputType, ObjectType } from 'type-graphql';
import { DayPart } from './day-part.enum.ts';
import type { WorkingDay } from './half-days.rules.ts';
import { Weekday } from './weekday.enum.ts';

const seen = "Seen by whoever sees the member of staff's leave.";

@ObjectType('WorkingDay', { description: `What somebody works on a weekday. ${seen}` })
@InputType('WorkingDayInput', { description: 'What somebody works on a weekday.' })
export class WorkingDayType implements WorkingDay {
  @Field(() => Weekday, { description: `The weekday. ${seen}` })
  weekday!: Weekday;

  @Field(() => [DayPart], { description: `The halves of it. ${seen}` })
  parts!: DayPart[];
}

/** Only ever added: the newest of those that begin by a day holds on it, and what was valued before stays as it was. */
@ObjectType({
  description: `The week that a member of staff works from a day on. Without one they work on every school day. ${seen}`,
})
@Entity({ tableName: 'work_pattern' })
@Index({ properties: ['staffId', 'from'] })
export class WorkPattern {
  @Field(() => UUID, { description: `The pattern. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  staffId!: string;

  /** Who employs them, as of when it was set. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => SchoolDay, { description: `The first day on which it holds. ${seen}` })
  @Property({ type: 'date' })
  from!: string;

  @Field(() => [WorkingDayType], {
    description: `What is worked. A weekday that is not named is free. ${seen}`,
  })
  @Property({ type: 'jsonb' })
  days!: readonly WorkingDay[];

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Field(() => DateTime, { description: `When it was set. ${seen}` })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
