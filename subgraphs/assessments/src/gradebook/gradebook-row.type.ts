import { Decimal } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the gradebook.';

@ObjectType({ description: `What stands in a gradebook of one student. ${seen}` })
export class GradebookRow {
  sectionId!: string;

  studentId!: string;
}

/** Never stored: it moves with each score until it is published. */
@ObjectType({ description: `The result as it would be now, published or not. ${seen}` })
export class ProvisionalResult {
  @Field(() => Decimal, {
    nullable: true,
    description: `The percentage, rounded as the scheme says; null while nothing counts. ${seen}`,
  })
  percentage!: string | null;

  @Field(() => String, { nullable: true, description: `Its grade; null while nothing counts. ${seen}` })
  grade!: string | null;

  @Field(() => Boolean, {
    description: `Whether each line item is settled: graded, missing or exempt. ${seen}`,
  })
  isComplete!: boolean;
}
