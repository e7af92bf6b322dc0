import { Money } from '@learnova/platform/money';
import { UUID } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';

/** What is charged for one fee item, as it stands in a fee structure and on the invoices made from it. */
export interface Charge {
  readonly feeItemId: string;
  /** The item's title as it was then. */
  readonly title: string;
  readonly amountMinor: number;
}

const seen = 'Seen by whoever sees the fee structure or the invoice.';

@ObjectType('Charge', { description: `One line of a fee structure or an invoice. ${seen}` })
export class ChargeLine {
  @Field(() => UUID, { description: `The fee item. ${seen}` })
  feeItemId!: string;

  @Field(() => String, { description: `What is charged for, as it was called then. ${seen}` })
  title!: string;

  @Field(() => Money, { description: `How much. ${seen}` })
  amount!: Money;
}

export const totalOf = (charges: readonly Charge[]): number =>
  charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
