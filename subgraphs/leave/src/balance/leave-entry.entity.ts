import { DateTime, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export const LeaveEntryKind = { GRANT: 'GRANT', TAKE: 'TAKE', RETURN: 'RETURN' } as const;
export type LeaveEntryKind = keyof typeof LeaveEntryKind;

registerEnumType(LeaveEntryKind, {
  name: 'LeaveEntryKind',
  description: 'What has changed a balance of leave.',
  valuesConfig: {
    GRANT: { description: 'The office gives days, or takes back what it gave too many.' },
    TAKE: { description: 'A request was approved.' },
    RETURN: { description: 'A leave was cancelled: exactly what it had taken.' },
  },
});

const seen = "Seen by whoever sees the person's leave.";

/** Only ever added: a balance is the sum of its entries. */
@ObjectType({ description: `One change of a balance of leave. ${seen}` })
@Entity({ tableName: 'leave_entry' })
@Index({ properties: ['personId', 'leaveTypeId', 'leaveYear'] })
@Unique({ properties: ['leaveRequestId', 'kind', 'leaveYear'] })
@Check({ name: 'leave_entry_kind', expression: "kind in ('GRANT', 'TAKE', 'RETURN')" })
@Check({ name: 'leave_entry_sign', expression: "kind = 'GRANT' or (kind = 'TAKE') = (hundredths < 0)" })
@Check({ name: 'leave_entry_of_request', expression: "(kind = 'GRANT') = (leave_request_id is null)" })
export class LeaveEntry {
  @Field(() => UUID, { description: `The entry. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'uuid' })
  leaveTypeId!: string;

  @Field(() => Int, {
    description: `The year of the kind of leave, by the calendar year in which it began. ${seen}`,
  })
  @Property({ type: 'integer' })
  leaveYear!: number;

  @Field(() => LeaveEntryKind, { description: `What has changed it. ${seen}` })
  @Property({ type: 'text' })
  kind!: LeaveEntryKind;

  /** More in the balance, or less. */
  @Property({ type: 'integer' })
  hundredths!: number;

  @Property({ type: 'uuid', nullable: true })
  leaveRequestId: string | null = null;

  /** What was given to several people at once. */
  @Property({ type: 'uuid', nullable: true })
  grantId: string | null = null;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Field(() => DateTime, { description: `When it was written. ${seen}` })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
