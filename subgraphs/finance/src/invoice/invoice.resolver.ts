import { Money, money } from '@learnova/platform/money';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ChargeLine, totalOf } from '../fee/charge.type.ts';
import { linesOf } from '../fee/fee.resolver.ts';
import { Reversal } from '../ledger/reversal.entity.ts';
import { OrganizationStub } from '../organization.stub.ts';
import { Allocation } from '../payment/allocation.type.ts';
import { allocationsOfInvoice } from '../payment/payment.loader.ts';
import { StudentStub } from '../student.stub.ts';
import { Invoice } from './invoice.entity.ts';
import { InvoiceState, stateOf } from './invoice.rules.ts';

const seen = 'Seen by whoever sees the invoice.';

@Resolver(() => Invoice)
export class InvoiceResolver {
  @FieldResolver(() => StudentStub, { nullable: true, description: `Who was charged. ${seen}` })
  student(@Root() { studentId: id }: Invoice): StudentStub {
    return { id };
  }

  @FieldResolver(() => OrganizationStub, { nullable: true, description: `Who charges. ${seen}` })
  organization(@Root() { organizationId: id }: Invoice): OrganizationStub {
    return { id };
  }

  @FieldResolver(() => [ChargeLine], { description: `What was charged. ${seen}` })
  charges(@Root() { charges, currency }: Invoice): ChargeLine[] {
    return linesOf(charges, currency);
  }

  @FieldResolver(() => Money, { description: `All of it together. ${seen}` })
  total(@Root() { charges, currency }: Invoice): Money {
    return money(totalOf(charges), currency);
  }

  @FieldResolver(() => Money, {
    description: `What is still to be paid: the sum of its entries in the books. ${seen}`,
  })
  outstanding(@Root() { outstandingMinor, currency }: Invoice): Money {
    return money(outstandingMinor, currency);
  }

  @FieldResolver(() => InvoiceState, { description: `What it waits for. ${seen}` })
  async state(@Root() invoice: Invoice, @Ctx() request: Request): Promise<InvoiceState> {
    return stateOf(invoice, await request.now());
  }

  @FieldResolver(() => [Allocation], { description: `What pays it. ${seen}` })
  async allocations(@Root() { id }: Invoice, @Ctx() request: Request): Promise<readonly Allocation[]> {
    return (await request.load(allocationsOfInvoice, id))?.list ?? [];
  }

  @FieldResolver(() => Reversal, {
    nullable: true,
    description: `What has taken it back; null while it stands. ${seen}`,
  })
  reversal(@Root() { reversal }: Invoice): Reversal | null {
    return reversal;
  }
}
