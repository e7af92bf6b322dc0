import { keyDescription } from '@learnova/platform/idempotent';
import { Decimal, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Gradebook } from './gradebook.entity.ts';
import { Rounding } from './grading-scheme.entity.ts';

@InputType({ description: 'What a kind of work counts for.' })
export class GradingCategoryInput {
  @Field(() => String, { description: 'Its short name, 1 to 20 characters, unlike any other of the scheme.' })
  code!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => Decimal, { description: 'Its percentage of the result; all together are exactly 100.' })
  weight!: string;
}

@InputType({ description: 'How the result of a section follows from its scores.' })
export class SetGradingSchemeInput {
  @Field(() => UUID, { description: 'The section.' })
  sectionId!: string;

  @Field(() => UUID, { description: 'A scale of its organization, or of one above it.' })
  gradingScaleId!: string;

  @Field(() => [GradingCategoryInput], { description: 'What counts for how much, 1 to 20 categories.' })
  categories!: GradingCategoryInput[];

  @Field(() => Int, { description: 'To how many places the result is rounded, 0 to 3.' })
  decimalPlaces!: number;

  @Field(() => Rounding, { description: 'How it is rounded.' })
  rounding!: Rounding;

  @Field(() => Int, { description: 'The version of the gradebook that was read; 0 before the first scheme.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The gradebook with its scheme. Only who set it sees it here.' })
export class SetGradingSchemePayload {
  @Field(() => Gradebook, {
    description: 'The gradebook as it is now. Only who set its scheme sees it here.',
  })
  gradebook!: Gradebook;
}
