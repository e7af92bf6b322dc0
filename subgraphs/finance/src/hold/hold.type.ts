import { Money } from '@learnova/platform/money';
import { SchoolDay } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the account.';

/** Derived at each read; a row of the table `hold` only says that it was told. */
@ObjectType('Hold', {
  description: `That results of a student are held back by the rule of an organization, because of what is overdue. ${seen}`,
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
