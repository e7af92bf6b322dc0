import { UUID } from '@learnova/schema/scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const QuestionKind = { RATING: 'RATING', CHOICE: 'CHOICE', TEXT: 'TEXT' } as const;
export type QuestionKind = keyof typeof QuestionKind;

registerEnumType(QuestionKind, {
  name: 'QuestionKind',
  description: 'How a question is answered.',
  valuesConfig: {
    RATING: { description: 'By a whole number from 1, not at all, to 5, entirely.' },
    CHOICE: { description: 'By one of its choices.' },
    TEXT: { description: 'In own words. Who reads them may know by whom they are: the form says so.' },
  },
});

/** Ratings go from 1 to this. */
export const highestRating = 5;

const seen = 'As visible as the questionnaire, or the evaluation that asks it.';

@ObjectType({ description: `One question of a questionnaire. ${seen}` })
export class Question {
  @Field(() => UUID, { description: `The question. ${seen}` })
  id!: string;

  @Field(() => QuestionKind, { description: `How it is answered. ${seen}` })
  kind!: QuestionKind;

  @Field(() => String, { description: `What is asked. ${seen}` })
  text!: string;

  @Field(() => [String], { description: `What can be chosen; empty unless it is a choice. ${seen}` })
  choices!: string[];

  @Field(() => Boolean, {
    description: `Whether results are told apart by its choices: of one question at most. ${seen}`,
  })
  isCut!: boolean;
}
