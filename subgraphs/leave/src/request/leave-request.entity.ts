import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DayPart } from '../calendar/day-part.enum.ts';
import { LeaveAudience } from '../type/leave-audience.enum.ts';
import { LeaveState } from './leave-state.enum.ts';

export const seen = 'Seen by whoever sees the request.';

/** Half days since an epoch, of which no two that stand may meet: the database's own word on overlaps. */
const halfDays = `int4range((first_day - '2000-01-01'::date) * 2 + (first_part = 'AFTERNOON')::integer,
  (last_day - '2000-01-01'::date) * 2 + (last_part = 'AFTERNOON')::integer, '[]')`;

@ObjectType({
  description:
    'That somebody asks to be away, and what became of it. Seen by whose leave it is, the guardians with access to the ' +
    "student's records, who teaches the student now, the heads of departments in which the member of staff teaches now, and by " +
    'registrars and administrators of the organization.',
})
@Entity({ tableName: 'leave_request' })
@Index({ properties: ['organizationId', 'state'] })
@Index({ properties: ['personId', 'firstDay', 'id'] })
@Check({ name: 'leave_request_audience', expression: "audience in ('STUDENT', 'STAFF')" })
@Check({
  name: 'leave_request_state',
  expression: "state in ('PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'CANCELLED')",
})
@Check({
  name: 'leave_request_without_overlap',
  expression: `exclude using gist (person_id with =, ${halfDays} with &&) where (state in ('PENDING', 'APPROVED'))`,
})
export class LeaveRequest {
  @Field(() => UUID, { description: `The request. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Field(() => LeaveAudience, { description: `As what the person is away. ${seen}` })
  @Property({ type: 'text' })
  audience!: LeaveAudience;

  /** Pinned: the school of the student, or who employs the member of staff. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  /** Pinned: its clock says when a half day begins. */
  @Property({ type: 'text' })
  timeZone!: string;

  @Property({ type: 'uuid' })
  leaveTypeId!: string;

  @Field(() => SchoolDay, { description: `The first day. ${seen}` })
  @Property({ type: 'date' })
  firstDay!: string;

  @Field(() => DayPart, { description: `The half of the first day in which it begins. ${seen}` })
  @Property({ type: 'text' })
  firstPart!: DayPart;

  @Field(() => SchoolDay, { description: `The last day. ${seen}` })
  @Property({ type: 'date' })
  lastDay!: string;

  @Field(() => DayPart, { description: `The half of the last day with which it ends. ${seen}` })
  @Property({ type: 'text' })
  lastPart!: DayPart;

  /** What it is worth, in hundredths of a day: the sum of its slots. */
  @Property({ type: 'integer' })
  hundredths!: number;

  @Field(() => LeaveState, { description: `Where it stands. ${seen}` })
  @Property({ type: 'text' })
  state!: LeaveState;

  @Property({ type: 'uuid' })
  requestedBy!: string;

  @Field(() => DateTime, { description: `When it was asked for. ${seen}` })
  @Property({ type: 'timestamptz' })
  requestedAt!: Date;

  @Property({ type: 'uuid' })
  changedBy!: string;

  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  @Field(() => Int, { description: `Grows by one with each step; \`expectedVersion\` of the next. ${seen}` })
  @Property({ type: 'integer', version: true })
  version!: number;
}
