import { placeOf } from '@learnova/platform/places';
import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { ageingOf } from '../account/account.resolver.ts';
import { dueTo } from '../account/statement.reads.ts';
import { Ageing } from '../account/statement.type.ts';
import { feeItemsOf, feeStructuresOf } from '../fee/fee.loader.ts';
import { FeeItem } from '../fee/fee-item.entity.ts';
import { FeeStructure } from '../fee/fee-structure.entity.ts';
import { HoldRule } from '../hold/hold-rule.entity.ts';
import { OrganizationStub } from '../organization.stub.ts';
import { organizationsKept } from '../person.ties.ts';
import { InvoiceRun } from '../run/invoice-run.entity.ts';
import { invoiceRunsOf } from '../run/run.loader.ts';

const seen = 'Seen by bursars and administrators of the organization or above it.';

@ObjectType({ description: `What an organization charges, and what it is owed. ${seen}` })
export class Billing {
  @Field(() => UUID, { description: `The organization. ${seen}` })
  organizationId!: string;
}

@Resolver(() => Billing)
export class BillingResolver {
  @FieldResolver(() => [FeeItem], { description: `What it charges for, by code. ${seen}` })
  feeItems(@Root() { organizationId }: Billing, @Ctx() request: Request): Promise<FeeItem[]> {
    return feeItemsOf(request, organizationId);
  }

  @FieldResolver(() => [FeeStructure], { description: `What it charges whom, the latest due first. ${seen}` })
  feeStructures(@Root() { organizationId }: Billing, @Ctx() request: Request): Promise<FeeStructure[]> {
    return feeStructuresOf(request, organizationId);
  }

  @FieldResolver(() => [InvoiceRun], {
    description: `Its invoice runs, the latest fifty, newest first. ${seen}`,
  })
  invoiceRuns(@Root() { organizationId }: Billing, @Ctx() request: Request): Promise<InvoiceRun[]> {
    return invoiceRunsOf(request, organizationId);
  }

  @FieldResolver(() => HoldRule, {
    nullable: true,
    description: `Its own rule, from which arrears on results are held back; null where it has none, and that of the nearest organization above it counts. ${seen}`,
  })
  holdRule(@Root() { organizationId }: Billing, @Ctx() request: Request): Promise<HoldRule | null> {
    return request.em.findOne(HoldRule, { organizationId });
  }

  @FieldResolver(() => [Ageing], {
    description: `What it and all below it are owed, by how long it is due; one for each currency. ${seen}`,
  })
  async ageing(@Root() { organizationId }: Billing, @Ctx() request: Request): Promise<Ageing[]> {
    const { subtree } = await placeOf(request, organizationId);
    return ageingOf(await dueTo(request, subtree), await request.now());
  }
}

@Resolver(() => OrganizationStub)
export class OrganizationResolver {
  @FieldResolver(() => Billing, {
    nullable: true,
    description: `What it charges, and what it is owed. ${seen}`,
  })
  billing(@Root() { id: organizationId }: OrganizationStub): Billing {
    return Object.assign(new Billing(), { organizationId });
  }
}

export const seesBilling: VisibleKeys = async (request, organizationIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const kept = await organizationsKept(request);
  return new Set(organizationIds.filter((id) => kept.has(id)));
};
