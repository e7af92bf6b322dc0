import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Question } from '../questionnaire/question.type.ts';

export const seen =
  'Seen by who teaches the section now and by administrators, registrars and heads of department of its organization or above it, ' +
  'when the window is over.';

@ObjectType({ description: `What was answered to one question. ${seen}` })
export class QuestionResult {
  @Field(() => Question, { description: `The question. ${seen}` })
  question!: Question;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many answered it; null where they are too few for anything to be shown. In the result of a whole campaign, those are left ' +
      `out whose own evaluation does not show it, unless they are enough together. ${seen}`,
  })
  answerCount!: number | null;

  @Field(() => [Int], {
    description:
      'How many gave each rating from 1 on, or made each choice; empty where it is withheld, as the choices are of which a group is ' +
      `withheld, and of texts. ${seen}`,
  })
  counts!: readonly number[];

  @Field(() => Float, { nullable: true, description: `The mean of ratings, to two places. ${seen}` })
  mean!: number | null;

  @Field(() => [String], {
    description: `What was said in own words, in no order, and apart from all other answers. ${seen}`,
  })
  texts!: readonly string[];
}

@ObjectType({ description: `What those answered who made one choice. ${seen}` })
export class EvaluationCut {
  @Field(() => String, { description: `The choice. ${seen}` })
  choice!: string;

  @Field(() => Int, {
    nullable: true,
    description: `How many made it; null where it is withheld: these are too few, or others would be by the difference. ${seen}`,
  })
  ballotCount!: number | null;

  @Field(() => [QuestionResult], { description: `What they answered; empty where it is withheld. ${seen}` })
  questions!: readonly QuestionResult[];
}

@ObjectType({ description: `What was answered in an evaluation. ${seen}` })
export class EvaluationResult {
  @Field(() => Int, { description: `How many ballots it is of. ${seen}` })
  ballotCount!: number;

  @Field(() => [QuestionResult], { description: `What was answered, by question. ${seen}` })
  questions!: readonly QuestionResult[];

  @Field(() => [EvaluationCut], {
    description: `The same by the choices of the question that tells results apart; empty without one. ${seen}`,
  })
  cuts!: readonly EvaluationCut[];
}
