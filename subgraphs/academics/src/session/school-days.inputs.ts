import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Weekday } from '../meeting/meeting.inputs.ts';

@InputType({ description: 'What a calendar is to say of days.' })
export class SetSchoolDaysInput {
  @Field(() => UUID, {
    description:
      'The organization whose calendar it is: also of all below it that say nothing else of a day.',
  })
  organizationId!: string;

  @Field(() => SchoolDay, { description: 'The first day, in a school year.' })
  from!: string;

  @Field(() => SchoolDay, { description: 'The first day that is left as it is: two years later at most.' })
  to!: string;

  @Field(() => [Weekday], { nullable: true, description: 'Which days of the week; left out: all of them.' })
  weekdays?: Weekday[] | null;

  @Field(() => Boolean, { description: 'Whether the school teaches on these days: false for holidays.' })
  isSchoolDay!: boolean;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What the calendar says now. Seen by whoever has set it.' })
export class SetSchoolDaysPayload {
  @Field(() => [SchoolDay], {
    description:
      'The days from the first to the last of the input on which the organization teaches. Seen by whoever has set them.',
  })
  schoolDays!: string[];
}
