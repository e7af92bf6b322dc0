import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { LeaveAudience } from './leave-audience.enum.ts';
import { LeaveType } from './leave-type.entity.ts';

@InputType()
class LimitsInput {
  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Working days that one request has at most; left out: any number.',
  })
  maxDaysPerRequest?: number | null;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Days before its first by which it is asked for, 0 to 366. The office may ask later.',
  })
  noticeDays!: number;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'Days after its first on which it may still be asked for, 0 to 366; only where no notice is taken.',
  })
  retroactiveDays!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'A new kind of leave.' })
export class CreateLeaveTypeInput extends LimitsInput {
  @Field(() => UUID, { description: 'The organization that knows it, with all below it.' })
  organizationId!: string;

  @Field(() => LeaveAudience, { description: 'Whose leave it is. Stays as it is.' })
  audience!: LeaveAudience;

  @Field(() => Boolean, {
    description: 'Whether it is taken from a balance that the office grants. Stays as it is.',
  })
  hasBalance!: boolean;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'The month in which its years begin, 1 to 12. Stays as it is.',
  })
  yearStartsInMonth!: number;
}

@ObjectType({ description: 'What was made. Only who made it sees it here.' })
export class CreateLeaveTypePayload {
  @Field(() => LeaveType, { description: 'The kind of leave. Only who made it sees it here.' })
  leaveType!: LeaveType;
}

@InputType({
  description: 'What a kind of leave says from now on, all of it. Requests that were made stay as they are.',
})
export class ChangeLeaveTypeInput extends LimitsInput {
  @Field(() => UUID, { description: 'The kind of leave.' })
  leaveTypeId!: string;

  @Field(() => Boolean, { description: 'Whether it may be asked for.' })
  isActive!: boolean;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;
}

@ObjectType({ description: 'What was changed. Only who changed it sees it here.' })
export class ChangeLeaveTypePayload {
  @Field(() => LeaveType, {
    description: 'The kind of leave as it is now. Only who changed it sees it here.',
  })
  leaveType!: LeaveType;
}
