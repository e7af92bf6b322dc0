import { Money, money } from '@learnova/platform/money';
import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Invoice } from '../invoice/invoice.entity.ts';
import { invoices } from '../invoice/invoice.loader.ts';
import { reasons } from '../ledger/reason.loader.ts';
import { Reversal } from '../ledger/reversal.entity.ts';
import { OrganizationStub } from '../organization.stub.ts';
import { PersonStub } from '../person.stub.ts';
import { organizationsKept } from '../person.ties.ts';
import { Allocation } from './allocation.type.ts';
import { Payment } from './payment.entity.ts';
import { allocationsOfPayment, payments, refundsOfPayment } from './payment.loader.ts';
import { Refund } from './refund.entity.ts';

const seen = 'Seen by whoever sees the payment.';

@Resolver(() => Payment)
export class PaymentResolver {
  @FieldResolver(() => PersonStub, { nullable: true, description: `Who paid. ${seen}` })
  payer(@Root() { payerId: id }: Payment): PersonStub {
    return { id };
  }

  @FieldResolver(() => OrganizationStub, { nullable: true, description: `Who received it. ${seen}` })
  organization(@Root() { organizationId: id }: Payment): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => Money, { description: `How much came. ${seen}` })
  amount(@Root() { amountMinor, currency }: Payment): Money {
    return money(amountMinor, currency);
  }

  @FieldResolver(() => Money, {
    description: `What of it pays nothing and is still here: the sum of its entries in the books. ${seen}`,
  })
  unallocated(@Root() { unallocatedMinor, currency }: Payment): Money {
    return money(unallocatedMinor, currency);
  }

  @FieldResolver(() => [Allocation], { description: `What it pays. ${seen}` })
  async allocations(@Root() { id }: Payment, @Ctx() request: Request): Promise<readonly Allocation[]> {
    return (await request.load(allocationsOfPayment, id))?.list ?? [];
  }

  @FieldResolver(() => [Refund], { description: `What of it was given back, in order. ${seen}` })
  async refunds(@Root() { id }: Payment, @Ctx() request: Request): Promise<readonly Refund[]> {
    return (await request.load(refundsOfPayment, id))?.list ?? [];
  }

  @FieldResolver(() => Reversal, {
    nullable: true,
    description: `What has taken it back; null while it stands. ${seen}`,
  })
  reversal(@Root() { reversal }: Payment): Reversal | null {
    return reversal;
  }
}

@Resolver(() => Refund)
export class RefundResolver {
  @FieldResolver(() => Money, { description: `How much. ${seen}` })
  amount(@Root() { amountMinor, currency }: Refund): Money {
    return money(amountMinor, currency);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why, in the words of who gave it back. Only for who keeps the accounts of its organization; null with FORBIDDEN for others.',
  })
  async reason(@Root() { id, organizationId }: Refund, @Ctx() request: Request): Promise<string | null> {
    if (!(await organizationsKept(request)).has(organizationId)) throw forbidden();
    return (await request.load(reasons, id))?.reason ?? null;
  }
}

@Resolver(() => Allocation)
export class AllocationResolver {
  @FieldResolver(() => Money, { description: 'How much. Seen by whoever sees the allocation.' })
  amount(@Root() { amountMinor, currency }: Allocation): Money {
    return money(amountMinor, currency);
  }

  @FieldResolver(() => Invoice, {
    nullable: true,
    description:
      'What is paid. Seen by whoever sees the invoice; null for who paid and sees it not, or no longer.',
  })
  invoice(@Root() { invoiceId }: Allocation, @Ctx() request: Request): Promise<Invoice | null> {
    return request.load(invoices, invoiceId);
  }

  @FieldResolver(() => Payment, {
    nullable: true,
    description:
      'What pays it. Seen by whoever sees the payment; null for others, since several may pay for one student.',
  })
  payment(@Root() { paymentId }: Allocation, @Ctx() request: Request): Promise<Payment | null> {
    return request.load(payments, paymentId);
  }
}
