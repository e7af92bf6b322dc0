import { Decimal, UUID } from '@learnova/schema/scalars';
import { Field, ObjectType } from 'type-graphql';
import { SectionResult } from './section-result.entity.ts';

const seen =
  'Seen by the student, by guardians who may now see their records, and by who oversees their school.';

/** Never stored: made of what the person who asks is shown of the sections, so that nothing shows through an average. */
@ObjectType({
  description: `What a student has reached in a term, of the sections whose results are shown to who asks. ${seen}`,
})
export class TermResult {
  @Field(() => UUID, { description: `The term. ${seen}` })
  academicSessionId!: string;

  @Field(() => Decimal, {
    nullable: true,
    description: `The percentage of all sections, each for its credits, rounded once to two places, half up; null while nothing counts. ${seen}`,
  })
  percentage!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: `The points of all sections, each for its credits, rounded once to two places, half up; null while nothing counts, or where a section has none. ${seen}`,
  })
  gradePointAverage!: string | null;

  @Field(() => Decimal, { description: `The credits of the sections that are counted here. ${seen}` })
  creditsAttempted!: string;

  @Field(() => Decimal, { description: `Of these, the credits of those that were passed. ${seen}` })
  creditsEarned!: string;

  @Field(() => Boolean, {
    description: `Whether each published result of the term is shown, and is settled in all its parts. ${seen}`,
  })
  isComplete!: boolean;

  @Field(() => [SectionResult], {
    description: `What was published in the term, shown or held back. ${seen}`,
  })
  results!: readonly SectionResult[];
}
