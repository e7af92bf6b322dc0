import { Money, money } from '@learnova/platform/money';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { ProgramStub } from '../program.stub.ts';
import { type Charge, ChargeLine, totalOf } from './charge.type.ts';
import { FeeStructure } from './fee-structure.entity.ts';

const seen = 'Seen by who keeps the accounts of its organization.';

@Resolver(() => FeeStructure)
export class FeeStructureResolver {
  @FieldResolver(() => ProgramStub, {
    nullable: true,
    description: `The program whose students alone are charged; null for all. ${seen}`,
  })
  program(@Root() { programId: id }: FeeStructure): ProgramStub | null {
    return id === null ? null : { id };
  }

  @FieldResolver(() => [ChargeLine], { description: `Its lines. ${seen}` })
  charges(@Root() { charges, currency }: FeeStructure): ChargeLine[] {
    return linesOf(charges, currency);
  }

  @FieldResolver(() => Money, { description: `What each student is charged. ${seen}` })
  total(@Root() { charges, currency }: FeeStructure): Money {
    return money(totalOf(charges), currency);
  }
}

export function linesOf(charges: readonly Charge[], currency: string): ChargeLine[] {
  return charges.map(({ feeItemId, title, amountMinor }) =>
    Object.assign(new ChargeLine(), { feeItemId, title, amount: money(amountMinor, currency) }),
  );
}
