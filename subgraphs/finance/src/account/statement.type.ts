import { Money } from '@learnova/platform/money';
import { SchoolDay } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';
import { PostingKind } from '../ledger/posting.entity.ts';

const seen = "Seen by whoever sees the account, or an organization's billing.";

@ObjectType({ description: `One entry of the books on an account. ${seen}` })
export class StatementLine {
  @Field(() => SchoolDay, { description: `The day for which it counts. ${seen}` })
  day!: string;

  @Field(() => PostingKind, { description: `What it comes from. ${seen}` })
  kind!: PostingKind;

  @Field(() => String, {
    description: `The number of the document: an invoice, a receipt, a credit note. ${seen}`,
  })
  document!: string;

  @Field(() => String, {
    description: `The number of the invoice of which more or less is owed by it. ${seen}`,
  })
  invoice!: string;

  @Field(() => Money, { description: `How much more is owed; negative for less. ${seen}` })
  amount!: Money;

  @Field(() => Money, { description: `What is owed after it. ${seen}` })
  balance!: Money;
}

@ObjectType({ description: `The entries of the books on an account in one currency. ${seen}` })
export class Statement {
  @Field(() => Money, { description: `What was owed before the first of them. ${seen}` })
  opening!: Money;

  @Field(() => [StatementLine], { description: `The entries, in the order of their days. ${seen}` })
  lines!: StatementLine[];

  @Field(() => Money, { description: `What is owed after the last of them. ${seen}` })
  closing!: Money;
}

@ObjectType({ description: `What is owed in one currency, by how long it is due. ${seen}` })
export class Ageing {
  @Field(() => Money, { description: `In time still. ${seen}` })
  notDue!: Money;

  @Field(() => Money, { description: `Overdue for 1 to 30 days. ${seen}` })
  days1To30!: Money;

  @Field(() => Money, { description: `Overdue for 31 to 60 days. ${seen}` })
  days31To60!: Money;

  @Field(() => Money, { description: `Overdue for 61 to 90 days. ${seen}` })
  days61To90!: Money;

  @Field(() => Money, { description: `Overdue for more than 90 days. ${seen}` })
  over90!: Money;

  @Field(() => Money, { description: `All of it together. ${seen}` })
  total!: Money;
}
