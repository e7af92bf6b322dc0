import { SchoolDay } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DayPart } from '../calendar/day-part.enum.ts';
import { seen } from './leave-request.entity.ts';

/** What a request was valued at when it was made: a calendar or a working week that changes later does not change it. */
@ObjectType({
  description: `Half a day of somebody's own working or school days, on which they are away. ${seen}`,
})
@Entity({ tableName: 'leave_slot' })
@Index({ properties: ['date'] })
export class LeaveSlot {
  @PrimaryKey({ type: 'uuid' })
  leaveRequestId!: string;

  @Field(() => SchoolDay, { description: `The day. ${seen}` })
  @PrimaryKey({ type: 'date' })
  date!: string;

  @Field(() => DayPart, { description: `Which half of it. ${seen}` })
  @PrimaryKey({ type: 'text' })
  part!: DayPart;

  /** The year of the kind of leave whose balance pays for it. */
  @Property({ type: 'integer' })
  leaveYear!: number;

  @Property({ type: 'integer' })
  hundredths!: number;
}
