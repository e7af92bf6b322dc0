import { UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { LeaveAudience } from './leave-audience.enum.ts';

export const seen = 'Seen by everybody who is signed in.';

/** What a request was valued at is pinned with it, so a type may change; not whose it is, and not whether it has a balance. */
@ObjectType({
  description: `A kind of leave that an organization and all below it know, with its limits. ${seen}`,
})
@Entity({ tableName: 'leave_type' })
@Index({ properties: ['organizationId'] })
@Check({ name: 'leave_type_audience', expression: "audience in ('STUDENT', 'STAFF')" })
@Check({ name: 'leave_type_year', expression: 'year_starts_in_month >= 1 and year_starts_in_month <= 12' })
export class LeaveType {
  @Field(() => UUID, { description: `The kind of leave. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => LeaveAudience, { description: `Whose leave it is. ${seen}` })
  @Property({ type: 'text' })
  audience!: LeaveAudience;

  @Field(() => Boolean, {
    description: `Whether it is taken from a balance that the office grants: no more than there is. ${seen}`,
  })
  @Property({ type: 'boolean' })
  hasBalance!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: `Working days that one request has at most; null for any. ${seen}`,
  })
  @Property({ type: 'integer', nullable: true })
  maxDaysPerRequest: number | null = null;

  @Field(() => Int, {
    description: `Days before its first by which it is asked for, unless the office asks. ${seen}`,
  })
  @Property({ type: 'integer' })
  noticeDays!: number;

  @Field(() => Int, {
    description: `Days after its first on which it may still be asked for, such as when somebody is ill. ${seen}`,
  })
  @Property({ type: 'integer' })
  retroactiveDays!: number;

  @Field(() => Int, {
    description: `The month in which its years begin, 1 to 12: each has a balance of its own. ${seen}`,
  })
  @Property({ type: 'integer' })
  yearStartsInMonth!: number;

  @Field(() => Boolean, { description: `Whether it may be asked for. ${seen}` })
  @Property({ type: 'boolean' })
  isActive!: boolean;

  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;
}
