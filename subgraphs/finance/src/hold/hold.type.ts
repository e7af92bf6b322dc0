import { Money } from '@learnova/platform/money';
import { SchoolDay } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the account.';

/** Derived at each read; a row of the table `hold` only says that it was told. */
@ObjectType('Hold', {
  description: `That results of a student are held back because of what is overdue to an organization, by its rule or that of the nearest above it. ${seen}`,
})
export class HoldType {
  organizationId!: string;

  @Field(() => Money, { description: `What is overdue beyond the days of grace. ${seen}` })
  overdue!: Money;

  @Field(() => SchoolDay, {
    description: `The first day on which that was as much as the rule names. ${seen}`,
  })
  since!: string;
}
