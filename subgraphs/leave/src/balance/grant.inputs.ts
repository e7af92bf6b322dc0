import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { LeaveEntry } from './leave-entry.entity.ts';

@InputType({ description: 'Days that the office gives to people.' })
export class GrantLeaveInput {
  @Field(() => [UUID], { description: 'To whom, 1 to 200 people: to each of them the same.' })
  personIds!: string[];

  @Field(() => UUID, { description: 'The kind of leave: one that is taken from a balance.' })
  leaveTypeId!: string;

  @Field(() => Int, {
    description: 'The year of the kind of leave, by the calendar year in which it begins.',
  })
  leaveYear!: number;

  @Field(() => Float, {
    description:
      'How many days, to the hundredth, up to 366; less than 0 takes back what was given and is neither taken nor asked for.',
  })
  days!: number;

  @Field(() => String, { nullable: true, description: 'Why, up to 500 characters: for the office alone.' })
  reason?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was given. Only who gave it sees it here.' })
export class GrantLeavePayload {
  @Field(() => [LeaveEntry], {
    description: 'An entry for each of the people. Only who gave it sees it here.',
  })
  entries!: readonly LeaveEntry[];
}
