import { DateTime, Decimal } from '@learnova/schema/scalars';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Rounding as RoundingRule } from '../decimal.rules.ts';

export const Rounding: { readonly [R in RoundingRule]: R } = { HALF_UP: 'HALF_UP', HALF_EVEN: 'HALF_EVEN' };
export type Rounding = RoundingRule;

registerEnumType(Rounding, {
  name: 'Rounding',
  description: 'What becomes of a percentage that lies exactly between two others.',
  valuesConfig: {
    HALF_UP: { description: 'The higher one: 84.5 is 85.' },
    HALF_EVEN: { description: 'The even one: 84.5 is 84, and 85.5 is 86.' },
  },
});

const seen = 'Seen by whoever sees the gradebook.';

@ObjectType({ description: `What a kind of work counts for: tests, homework, a final exam. ${seen}` })
export class GradingCategory {
  @Field(() => String, { description: `Its short name, by which line items belong to it. ${seen}` })
  code!: string;

  @Field(() => String, { description: `What it is called. ${seen}` })
  title!: string;

  @Field(() => Decimal, { description: `Its percentage of the result; all together are 100. ${seen}` })
  weight!: string;
}

/** A version of how a section is graded; the newest one holds. Never changed, so that each result can be explained. */
@ObjectType({ description: `How the result of a section follows from its scores. ${seen}` })
@Entity({ tableName: 'grading_scheme' })
@Check({ name: 'grading_scheme_decimal_places', expression: 'decimal_places >= 0 and decimal_places <= 3' })
@Check({ name: 'grading_scheme_rounding', expression: "rounding in ('HALF_UP', 'HALF_EVEN')" })
export class GradingScheme {
  @PrimaryKey({ type: 'uuid' })
  sectionId!: string;

  @Field(() => Int, { description: `The version of the gradebook that it came with. ${seen}` })
  @PrimaryKey({ type: 'integer' })
  version!: number;

  @Property({ type: 'uuid' })
  gradingScaleId!: string;

  @Field(() => [GradingCategory], { description: `What counts for how much. ${seen}` })
  @Property({ type: 'jsonb' })
  categories!: readonly GradingCategory[];

  @Field(() => Int, { description: `To how many places a result is rounded, once, at its end. ${seen}` })
  @Property({ type: 'integer' })
  decimalPlaces!: number;

  @Field(() => Rounding, { description: `How. ${seen}` })
  @Property({ type: 'text' })
  rounding!: Rounding;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Field(() => DateTime, { description: `Since when it holds. ${seen}` })
  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
