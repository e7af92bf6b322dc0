import { keyDescription } from '@learnova/platform/idempotent';
import { Currency, MinorUnits, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { FeeItem } from './fee-item.entity.ts';
import { FeeStructure } from './fee-structure.entity.ts';

@InputType({ description: 'Something new that is charged for.' })
export class CreateFeeItemInput {
  @Field(() => UUID, { description: 'The organization that charges.' })
  organizationId!: string;

  @Field(() => String, { description: 'Its short name in the books, 1 to 20 characters, unlike any other.' })
  code!: string;

  @Field(() => String, { description: 'What invoices call it, 1 to 100 characters.' })
  title!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Only who made it sees it here.' })
export class CreateFeeItemPayload {
  @Field(() => FeeItem, { description: 'The item. Only who made it sees it here.' })
  feeItem!: FeeItem;
}

@InputType({ description: 'How much is charged for one item.' })
export class ChargeInput {
  @Field(() => UUID, { description: 'A fee item of the organization.' })
  feeItemId!: string;

  @Field(() => MinorUnits, {
    description: "How much, in the smallest unit of the structure's currency; more than 0.",
  })
  amountMinor!: number;
}

@InputType({ description: 'What a cohort is charged.' })
export class CreateFeeStructureInput {
  @Field(() => UUID, {
    description: 'The organization whose students, and those of all below it, are charged.',
  })
  organizationId!: string;

  @Field(() => UUID, { description: 'The school year or term for which they are charged.' })
  academicSessionId!: string;

  @Field(() => String, { nullable: true, description: 'The grade; left out: all of them.' })
  grade?: string | null;

  @Field(() => UUID, {
    nullable: true,
    description:
      'A program that the organization, or one above it, offers: its students alone are charged, of the grade if that is given ' +
      'too; left out: whatever they are admitted to.',
  })
  programId?: string | null;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => SchoolDay, { description: 'The last day on which its invoices are paid in time.' })
  dueOn!: string;

  @Field(() => Currency, { description: 'The currency of all of it.' })
  currency!: string;

  @Field(() => [ChargeInput], { description: 'The lines, 1 to 50.' })
  charges!: ChargeInput[];

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Only who made it sees it here.' })
export class CreateFeeStructurePayload {
  @Field(() => FeeStructure, { description: 'The structure. Only who made it sees it here.' })
  feeStructure!: FeeStructure;
}

@InputType({ description: 'A fee structure that is used no more.' })
export class RetireFeeStructureInput {
  @Field(() => UUID, { description: 'The structure.' })
  feeStructureId!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was retired. Only who retired it sees it here.' })
export class RetireFeeStructurePayload {
  @Field(() => FeeStructure, { description: 'The structure. Only who retired it sees it here.' })
  feeStructure!: FeeStructure;
}
