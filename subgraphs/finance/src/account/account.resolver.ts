import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { Money, money } from '@learnova/platform/money';
import type { Request } from '@learnova/platform/request';
import { SchoolDay } from '@learnova/schema/scalars';
import { Args, ArgsType, Ctx, Field, FieldResolver, Resolver, Root } from 'type-graphql';
import { HoldType } from '../hold/hold.type.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { pageOfInvoices, placeOf } from '../invoice/invoice.loader.ts';
import { OrganizationStub } from '../organization.stub.ts';
import { StudentStub } from '../student.stub.ts';
import { balancesOfAccount, dueOfAccount, holdsOfAccount, loadOf } from './account.sums.ts';
import { entriesOf } from './statement.reads.ts';
import { age, buckets, type Due, withBalances } from './statement.rules.ts';
import { Ageing, Statement, StatementLine } from './statement.type.ts';
import { StudentAccount } from './student-account.type.ts';

const seen = 'Seen by whoever sees the account.';

export const InvoiceConnection = connectionOf(
  'Invoice',
  () => Invoice,
  'Seen by whoever sees the account, or the person whose invoices they are.',
);

@ArgsType()
class StatementArgs {
  @Field(() => SchoolDay, { nullable: true, description: 'The first day; from the beginning if left out.' })
  from?: string | null;

  @Field(() => SchoolDay, { nullable: true, description: 'The first day no more; to the end if left out.' })
  to?: string | null;
}

@Resolver(() => StudentAccount)
export class AccountResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `Whose account it is. ${seen}` })
  student(@Root() { id }: StudentAccount): StudentStub {
    return { id };
  }

  @FieldResolver(() => [Money], {
    description: `What is owed, by currency: the sum of its entries in the books. ${seen}`,
  })
  async balances(@Root() account: StudentAccount, @Ctx() request: Request): Promise<Money[]> {
    return (await loadOf(request, balancesOfAccount, account)).map(({ amount, currency }) =>
      money(amount, currency),
    );
  }

  @FieldResolver(() => InvoiceConnection, { description: `Its invoices, newest first. ${seen}` })
  async invoices(
    @Root() { id, organizationIds }: StudentAccount,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Invoice>> {
    const page = pageOf(args, 2);
    return toConnection(await pageOfInvoices(request, [id], organizationIds, page), page, placeOf);
  }

  @FieldResolver(() => [Statement], {
    description: `Its entries in the books, by currency: what was charged, paid and taken back. ${seen}`,
  })
  async statements(
    @Root() account: StudentAccount,
    @Args(() => StatementArgs) { from = null, to = null }: StatementArgs,
    @Ctx() request: Request,
  ): Promise<Statement[]> {
    const entries = await entriesOf(request, account, to);
    return [...Map.groupBy(entries, ({ currency }) => currency)].map(([currency, all]) => {
      const before = all.filter(({ day }) => from !== null && day < from);
      const opening = before.reduce((sum, { amount }) => sum + amount, 0);
      const lines = withBalances(opening, all.slice(before.length));
      return Object.assign(new Statement(), {
        opening: money(opening, currency),
        lines: lines.map(({ day, kind, document, invoice, amount, balance }) =>
          Object.assign(new StatementLine(), {
            ...{ day, kind, document, invoice },
            ...{ amount: money(amount, currency), balance: money(balance, currency) },
          }),
        ),
        closing: money(lines.at(-1)?.balance ?? opening, currency),
      });
    });
  }

  @FieldResolver(() => [Ageing], {
    description: `What is owed, by how long it is due; one for each currency. ${seen}`,
  })
  async ageing(@Root() account: StudentAccount, @Ctx() request: Request): Promise<Ageing[]> {
    return ageingOf(await loadOf(request, dueOfAccount, account), await request.now());
  }

  @FieldResolver(() => [HoldType], {
    description: `What holds its student's results back now, and why. ${seen}`,
  })
  async holds(@Root() account: StudentAccount, @Ctx() request: Request): Promise<HoldType[]> {
    const held = await loadOf(request, holdsOfAccount, account);
    return held.map(({ organizationId, overdueMinor, currency, since }) =>
      Object.assign(new HoldType(), { organizationId, overdue: money(overdueMinor, currency), since }),
    );
  }
}

@Resolver(() => HoldType)
export class HoldResolver {
  @FieldResolver(() => OrganizationStub, {
    nullable: true,
    description: `Whose invoices are overdue. ${seen}`,
  })
  organization(@Root() { organizationId: id }: HoldType): OrganizationStub {
    return { id };
  }
}

export function ageingOf(owed: readonly Due[], now: Date): Ageing[] {
  return [...age(owed, now)].map(([currency, sums]) =>
    Object.assign(
      new Ageing(),
      Object.fromEntries(
        [...buckets, 'total' as const].map((bucket) => [bucket, money(sums[bucket], currency)]),
      ),
    ),
  );
}
