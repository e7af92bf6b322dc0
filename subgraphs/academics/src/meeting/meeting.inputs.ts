import { keyDescription } from '@learnova/platform/idempotent';
import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Meeting } from './meeting.entity.ts';

export enum Weekday {
  MONDAY = 'MONDAY',
  TUESDAY = 'TUESDAY',
  WEDNESDAY = 'WEDNESDAY',
  THURSDAY = 'THURSDAY',
  FRIDAY = 'FRIDAY',
  SATURDAY = 'SATURDAY',
  SUNDAY = 'SUNDAY',
}

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week.',
  valuesConfig: Object.fromEntries(
    Object.values(Weekday).map((day) => [day, { description: `${day[0]}${day.slice(1).toLowerCase()}.` }]),
  ),
});

@InputType({ description: 'Lessons at the same hours, on the same weekdays, in one room.' })
export class ScheduleMeetingsInput {
  @Field(() => UUID, { description: 'Whose lessons they are.' })
  sectionId!: string;

  @Field(() => [Weekday], { description: 'The weekdays; days on which the school is closed are left out.' })
  weekdays!: Weekday[];

  @Field(() => String, {
    description: "When each begins, `HH:MM` in the school's time zone, in summer as in winter.",
  })
  startTime!: string;

  @Field(() => String, { description: 'When each is over, `HH:MM`, later on the same day.' })
  endTime!: string;

  @Field(() => SchoolDay, { description: 'The first day, in the term of the section.' })
  from!: string;

  @Field(() => SchoolDay, {
    description: 'The first day without meetings: at most the first after the term.',
  })
  to!: string;

  @Field(() => UUID, { description: "A room of the section's school." })
  roomId!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'What changes about one meeting; what is left out stays as it is.' })
export class MoveMeetingInput {
  @Field(() => UUID, { description: 'The meeting, which keeps its id and its register.' })
  meetingId!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it begins; one that has begun stays on its day and begun.',
  })
  startsAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is over, on the same day.' })
  endsAt?: Date | null;

  @Field(() => UUID, { nullable: true, description: "A room of the section's school." })
  roomId?: string | null;

  @Field(() => Int, { description: 'The version of the meeting upon which the move was decided.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was scheduled. Seen by whoever scheduled it.' })
export class ScheduleMeetingsPayload {
  @Field(() => [Meeting], {
    description: 'The meetings in the order of time. Seen by whoever scheduled them.',
  })
  meetings!: Meeting[];
}

@ObjectType({ description: 'What was moved. Seen by whoever moved it.' })
export class MoveMeetingPayload {
  @Field(() => Meeting, { description: 'The meeting as it is now. Seen by whoever moved it.' })
  meeting!: Meeting;
}
