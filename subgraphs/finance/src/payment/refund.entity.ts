import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { BigIntType } from '@mikro-orm/core';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the payment.';

@ObjectType({ description: `Money of a payment that was given back to who paid it. ${seen}` })
@Entity({ tableName: 'refund' })
@Unique({ properties: ['organizationId', 'number'] })
@Check({ name: 'refund_amount', expression: 'amount_minor > 0' })
export class Refund {
  @Field(() => UUID, { description: `The refund. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Field(() => String, {
    description: `Its number: without gaps in each organization and year. ${seen}`,
  })
  @Property({ type: 'text' })
  number!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Index()
  @Property({ type: 'uuid' })
  paymentId!: string;

  @Property({ type: new BigIntType('number') })
  amountMinor!: number;

  @Property({ type: 'text' })
  currency!: string;

  @Field(() => SchoolDay, { description: `The day of it. ${seen}` })
  @Property({ type: 'date' })
  day!: string;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
