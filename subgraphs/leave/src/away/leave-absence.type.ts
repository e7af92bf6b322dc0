import { SchoolDay } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';
import { DayPart } from '../calendar/day-part.enum.ts';
import { LeaveAudience } from '../type/leave-audience.enum.ts';

export const seen = 'Seen by registrars, administrators and heads of department over the organization.';

@ObjectType({ description: `That somebody is away on a day, by leave that was granted: not why. ${seen}` })
export class LeaveAbsence {
  id!: string;

  personId!: string;

  @Field(() => LeaveAudience, { description: `As what the person is away. ${seen}` })
  audience!: LeaveAudience;

  @Field(() => [DayPart], { description: `The halves of the day. ${seen}` })
  parts!: DayPart[];

  @Field(() => SchoolDay, { description: `The last day of the leave. ${seen}` })
  lastDay!: string;
}
