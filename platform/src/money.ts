import { Currency, MinorUnits } from '@learnova/schema/scalars';
import { Directive, Field, InputType, ObjectType } from 'type-graphql';
import { badInput } from './refusal.ts';

/** The most that one document may be about: sums of a million of them are still exact. */
const most = 1_000_000_000;

/** An amount of a currency. Whole units of the smallest coin: nothing is ever a fraction of one. */
@ObjectType({
  description: 'An amount of money. As visible as what it is the amount of.',
})
@Directive('@shareable')
export class Money {
  @Field(() => MinorUnits, {
    description: "In the currency's smallest unit: 1250 is 12.50 EUR. As visible as the amount.",
  })
  amountMinor!: number;

  @Field(() => Currency, { description: 'The currency. As visible as the amount.' })
  currency!: string;
}

@InputType({ description: 'An amount of money.' })
export class MoneyInput {
  @Field(() => MinorUnits, {
    description: `In the currency's smallest unit, from 1 to ${most}: 1250 is 12.50 EUR.`,
  })
  amountMinor!: number;

  @Field(() => Currency, { description: 'The currency.' })
  currency!: string;
}

export function money(amountMinor: number, currency: string): Money {
  return Object.assign(new Money(), { amountMinor, currency });
}

/** Refuses an amount that no document may be about: nothing, less than nothing, or more than anybody means. */
export function checkAmount(amountMinor: number, path: readonly string[]): void {
  if (amountMinor < 1 || amountMinor > most)
    throw badInput(path, `An amount is from 1 to ${most} of the smallest unit.`);
}
