import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DayPart } from '../calendar/day-part.enum.ts';
import { LeaveRequest } from './leave-request.entity.ts';

@InputType({ description: 'That somebody asks to be away.' })
export class RequestLeaveInput {
  @Field(() => UUID, { description: 'Who is to be away.' })
  personId!: string;

  @Field(() => UUID, { description: 'The kind of leave, of the school: for students or for staff.' })
  leaveTypeId!: string;

  @Field(() => SchoolDay, { description: 'The first day.' })
  firstDay!: string;

  @Field(() => DayPart, {
    defaultValue: DayPart.MORNING,
    description: 'The half of it in which the leave begins.',
  })
  firstPart!: DayPart;

  @Field(() => SchoolDay, { description: 'The last day; the first one where it is only one.' })
  lastDay!: string;

  @Field(() => DayPart, {
    defaultValue: DayPart.AFTERNOON,
    description: 'The half of it with which the leave ends.',
  })
  lastPart!: DayPart;

  @Field(() => String, {
    nullable: true,
    description: 'Why, up to 500 characters: for the person, their guardians, and those who may decide.',
  })
  reason?: string | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was asked for. Only who asked sees it here.' })
export class RequestLeavePayload {
  @Field(() => LeaveRequest, { description: 'The request. Only who asked sees it here.' })
  leaveRequest!: LeaveRequest;
}

@InputType()
class ActInput {
  @Field(() => UUID, { description: 'The request.' })
  leaveRequestId!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

const commentDescription = 'What is to be said with it, up to 500 characters: for whoever sees the request.';

@InputType({ description: 'A request that is granted.' })
export class ApproveLeaveInput extends ActInput {
  @Field(() => String, { nullable: true, description: commentDescription })
  comment?: string | null;
}

@InputType({ description: 'A request that is not granted.' })
export class DeclineLeaveInput extends ActInput {
  @Field(() => String, { description: 'Why not, 1 to 500 characters: for whoever sees the request.' })
  comment!: string;
}

@InputType({ description: 'A request that is taken back.' })
export class WithdrawLeaveInput extends ActInput {}

@InputType({ description: 'A leave that is not taken after all.' })
export class CancelLeaveInput extends ActInput {
  @Field(() => String, { nullable: true, description: commentDescription })
  comment?: string | null;
}

@ObjectType()
class ActPayload {
  @Field(() => LeaveRequest, {
    description: 'The request as it is now. Only who sent the command sees it here.',
  })
  leaveRequest!: LeaveRequest;
}

@ObjectType({ description: 'What was granted. Only who granted it sees it here.' })
export class ApproveLeavePayload extends ActPayload {}

@ObjectType({ description: 'What was declined. Only who declined it sees it here.' })
export class DeclineLeavePayload extends ActPayload {}

@ObjectType({ description: 'What was withdrawn. Only who withdrew it sees it here.' })
export class WithdrawLeavePayload extends ActPayload {}

@ObjectType({ description: 'What was cancelled. Only who cancelled it sees it here.' })
export class CancelLeavePayload extends ActPayload {}
