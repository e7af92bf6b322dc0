import { dayOf } from '@learnova/platform/local-time';
import { Money, money } from '@learnova/platform/money';
import { SchoolDay } from '@learnova/schema/scalars';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the account.';

@ObjectType({ description: `What is owed in one currency. ${seen}` })
export class Owed {
  @Field(() => Money, { description: `All that is to be paid. ${seen}` })
  outstanding!: Money;

  @Field(() => Money, { description: `What of it should have been paid by now. ${seen}` })
  overdue!: Money;

  @Field(() => Int, { description: `Of how many invoices. ${seen}` })
  invoices!: number;

  @Field(() => SchoolDay, {
    nullable: true,
    description: `The next day on which something is due in time; null where all of it is overdue. ${seen}`,
  })
  nextDueOn!: string | null;
}

export interface DueRow {
  readonly dueOn: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly invoices: number;
  readonly outstandingMinor: number;
}

/** Adds up what is due, by currency: what is overdue follows from the day, and is never stored. */
export function owedOf(rows: readonly DueRow[], now: Date): Owed[] {
  const isLate = ({ dueOn, timeZone }: DueRow) => dayOf(now, timeZone) > dueOn;
  const sum = (some: readonly DueRow[]) => some.reduce((total, row) => total + row.outstandingMinor, 0);
  return [...Map.groupBy(rows, ({ currency }) => currency)]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([currency, some]) => {
      const inTime = some.filter((row) => !isLate(row)).map(({ dueOn }) => dueOn);
      return Object.assign(new Owed(), {
        outstanding: money(sum(some), currency),
        overdue: money(sum(some.filter(isLate)), currency),
        invoices: some.reduce((total, row) => total + row.invoices, 0),
        nextDueOn: inTime.sort()[0] ?? null,
      });
    });
}
