import { Decimal, UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

const seen = 'Everybody who is signed in may see it.';

@ObjectType({ description: `One grade of a scale: from its lower bound up to the next one's. ${seen}` })
export class GradeBand {
  @Field(() => String, { description: `The grade: \`A\`, \`1\`, \`Merit\`. ${seen}` })
  grade!: string;

  @Field(() => Decimal, {
    description: `The lowest percentage that earns it, itself included. The lowest band begins at 0. ${seen}`,
  })
  lowerBound!: string;

  @Field(() => Decimal, {
    nullable: true,
    description: `Points for averages (OneRoster: gradePointAverage); null on a scale without any. ${seen}`,
  })
  points!: string | null;

  @Field(() => Boolean, { description: `Whether it earns the credits of the course. ${seen}` })
  isPassing!: boolean;
}

/** Never edited: results name the scale by which they were graded, so another one takes its place. */
@ObjectType({
  description: `Grades by percentage, without gaps: bands have lower bounds only, so each percentage has a grade. ${seen}`,
})
@Entity({ tableName: 'grading_scale' })
export class GradingScale {
  @Field(() => UUID, { description: `The scale. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `What it is called. ${seen}` })
  @Property({ type: 'text' })
  title!: string;

  /** From the lowest to the highest. */
  @Field(() => [GradeBand], { description: `Its grades, from the lowest to the highest. ${seen}` })
  @Property({ type: 'jsonb' })
  bands!: readonly GradeBand[];

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
