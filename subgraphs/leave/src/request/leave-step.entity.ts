import { DateTime } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { seen } from './leave-request.entity.ts';
import { LeaveCapacity, LeaveState } from './leave-state.enum.ts';

@ObjectType({ description: `One step in the life of a request for leave. ${seen}` })
@Entity({ tableName: 'leave_step' })
@Unique({ properties: ['leaveRequestId', 'version'] })
export class LeaveStep {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  leaveRequestId!: string;

  @Property({ type: 'integer' })
  version!: number;

  @Field(() => LeaveState, { description: `Where the request has stood since. ${seen}` })
  @Property({ type: 'text' })
  state!: LeaveState;

  @Field(() => LeaveCapacity, { description: `As what somebody did it. ${seen}` })
  @Property({ type: 'text' })
  capacity!: LeaveCapacity;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Field(() => DateTime, { description: `When. ${seen}` })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
