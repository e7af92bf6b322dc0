import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { BigIntType } from '@mikro-orm/core';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Reversal } from '../ledger/reversal.entity.ts';

export const PaymentMethod = { CASH: 'CASH', TRANSFER: 'TRANSFER', CARD: 'CARD', CHEQUE: 'CHEQUE' } as const;
export type PaymentMethod = keyof typeof PaymentMethod;

registerEnumType(PaymentMethod, {
  name: 'PaymentMethod',
  description: 'How money came.',
  valuesConfig: {
    CASH: { description: 'In coins and notes, over the counter.' },
    TRANSFER: { description: "By bank transfer to the school's account." },
    CARD: { description: 'By card, at a terminal of the school.' },
    CHEQUE: { description: 'By cheque.' },
  },
});

const seen = 'Seen by whoever sees the payment.';

/** A row that is never changed, with what the ledger says of it when it is loaded. */
@ObjectType({
  description:
    'Money that a person has paid to an organization: for whom is said by its allocations. Seen by who paid, and by who keeps the ' +
    'accounts of the organization.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'payment' })
@Unique({ properties: ['organizationId', 'number'] })
@Index({ properties: ['payerId', 'recordedAt'] })
@Check({ name: 'payment_amount', expression: 'amount_minor > 0' })
@Check({ name: 'payment_method', expression: "method in ('CASH', 'TRANSFER', 'CARD', 'CHEQUE')" })
export class Payment {
  @Field(() => UUID, { description: `The payment. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String, {
    description: `The number of its receipt: without gaps in each organization and year. ${seen}`,
  })
  @Property({ type: 'text' })
  number!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid' })
  payerId!: string;

  @Field(() => PaymentMethod, { description: `How it was paid. ${seen}` })
  @Property({ type: 'text' })
  method!: PaymentMethod;

  @Property({ type: new BigIntType('number') })
  amountMinor!: number;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => SchoolDay, { description: `The day on which the money came. ${seen}` })
  @Property({ type: 'date' })
  receivedOn!: string;

  @Property({ type: 'text' })
  timeZone!: string;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;

  /** What of it pays nothing and is still here: the sum of its lines in the ledger. */
  unallocatedMinor!: number;

  refundedMinor!: number;

  @Field(() => Int, {
    description: `Grows with each entry of the books about it; \`expectedVersion\` of the next command. ${seen}`,
  })
  version!: number;

  changedBy!: string | null;

  changedAt!: Date | null;

  reversal!: Reversal | null;
}
