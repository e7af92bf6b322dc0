import { keyDescription } from '@learnova/platform/idempotent';
import { MoneyInput } from '@learnova/platform/money';
import { MinorUnits, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payment, PaymentMethod } from './payment.entity.ts';
import { Refund } from './refund.entity.ts';

const paymentDescription = 'The payment as it is now. Only who sent the command sees it here.';
const versionDescription = 'The version of the payment that was read.';

export const SpreadRule = { OLDEST_FIRST: 'OLDEST_FIRST', PROPORTIONALLY: 'PROPORTIONALLY' } as const;
export type SpreadRule = keyof typeof SpreadRule;

registerEnumType(SpreadRule, {
  name: 'SpreadRule',
  description: 'In which order money pays invoices.',
  valuesConfig: {
    OLDEST_FIRST: { description: 'What is due longest to its end, then the next.' },
    PROPORTIONALLY: { description: 'The same part of each, to the smallest unit.' },
  },
});

@InputType({ description: 'So much for one invoice.' })
export class AllocationInput {
  @Field(() => UUID, { description: 'An invoice of the organization, in the currency of the payment.' })
  invoiceId!: string;

  @Field(() => MinorUnits, {
    description: 'How much, in the smallest unit: no more than is still to be paid.',
  })
  amountMinor!: number;
}

@InputType({ description: 'Whose open invoices are paid, where no single ones are named.' })
export class SpreadInput {
  @Field(() => [UUID], { description: 'Students with open invoices of the organization.' })
  studentIds!: string[];

  @Field(() => SpreadRule, { description: 'In which order.' })
  rule!: SpreadRule;
}

@InputType({ description: 'Money that came.' })
export class RecordPaymentInput {
  @Field(() => UUID, { description: 'Who paid.' })
  payerId!: string;

  @Field(() => UUID, { description: 'The organization that received it.' })
  organizationId!: string;

  @Field(() => PaymentMethod, { description: 'How it came.' })
  method!: PaymentMethod;

  @Field(() => MoneyInput, { description: 'How much came.' })
  amount!: MoneyInput;

  @Field(() => SchoolDay, { description: 'The day on which it came; not one that is yet to come.' })
  receivedOn!: string;

  @Field(() => [AllocationInput], {
    defaultValue: [],
    description: 'What it pays. What is left stays credit of the payer.',
  })
  allocations!: AllocationInput[];

  @Field(() => SpreadInput, {
    nullable: true,
    description: 'Instead of single allocations: pay these open invoices as far as it goes.',
  })
  spread?: SpreadInput | null;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was received. Only who recorded it sees it here.' })
export class RecordPaymentPayload {
  @Field(() => Payment, { description: paymentDescription })
  payment!: Payment;
}

@InputType({ description: 'What is left of a payment pays invoices.' })
export class AllocatePaymentInput {
  @Field(() => UUID, { description: 'The payment.' })
  paymentId!: string;

  @Field(() => [AllocationInput], { description: 'What it pays besides what it pays already.' })
  allocations!: AllocationInput[];

  @Field(() => Int, { description: versionDescription })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was allocated. Only who allocated it sees it here.' })
export class AllocatePaymentPayload {
  @Field(() => Payment, { description: paymentDescription })
  payment!: Payment;
}

@InputType({ description: 'What a payment pays of an invoice becomes credit again.' })
export class ReleaseAllocationInput {
  @Field(() => UUID, { description: 'The payment.' })
  paymentId!: string;

  @Field(() => UUID, { description: 'An invoice that it pays.' })
  invoiceId!: string;

  @Field(() => MinorUnits, { description: 'How much of it, in the smallest unit.' })
  amountMinor!: number;

  @Field(() => Int, { description: versionDescription })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was released. Only who released it sees it here.' })
export class ReleaseAllocationPayload {
  @Field(() => Payment, { description: paymentDescription })
  payment!: Payment;
}

@InputType({ description: 'Money that goes back to who paid it.' })
export class RefundPaymentInput {
  @Field(() => UUID, { description: 'The payment.' })
  paymentId!: string;

  @Field(() => MoneyInput, { description: 'How much: no more than it has left beside what it pays.' })
  amount!: MoneyInput;

  @Field(() => String, { description: 'Why, 1 to 500 characters: for who keeps the accounts alone.' })
  reason!: string;

  @Field(() => Int, { description: versionDescription })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was given back. Only who gave it back sees it here.' })
export class RefundPaymentPayload {
  @Field(() => Refund, { description: 'The refund. Only who gave it back sees it here.' })
  refund!: Refund;

  @Field(() => Payment, { description: paymentDescription })
  payment!: Payment;
}

@InputType({
  description: 'A payment that never held: a cheque that bounced, a transfer that was called back.',
})
export class ReversePaymentInput {
  @Field(() => UUID, { description: 'The payment.' })
  paymentId!: string;

  @Field(() => String, { description: 'Why, 1 to 500 characters: for who keeps the accounts alone.' })
  reason!: string;

  @Field(() => Int, { description: versionDescription })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was taken back. Only who took it back sees it here.' })
export class ReversePaymentPayload {
  @Field(() => Payment, { description: paymentDescription })
  payment!: Payment;
}
