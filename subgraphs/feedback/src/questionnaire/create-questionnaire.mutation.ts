import { commit } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { permitEvaluating } from '../campaign/campaign.policy.ts';
import { QuestionKind } from './question.type.ts';
import { Questionnaire } from './questionnaire.entity.ts';
import { questionnaires } from './questionnaire.loader.ts';
import { decideQuestions } from './questionnaire.rules.ts';

@InputType({ description: 'A question to ask.' })
export class QuestionInput {
  @Field(() => QuestionKind, { description: 'How it is answered.' })
  kind!: QuestionKind;

  @Field(() => String, { description: 'What is asked, 1 to 300 characters.' })
  text!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'For the kind CHOICE: 2 to 12 of 1 to 80 characters, none twice.',
  })
  choices?: string[] | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether results are told apart by its choices: of one question of the kind CHOICE at most.',
  })
  isCut!: boolean;
}

@InputType({ description: 'What evaluations are to ask.' })
export class CreateQuestionnaireInput {
  @Field(() => UUID, { description: 'The organization that asks.' })
  organizationId!: string;

  @Field(() => String, { description: 'What it is called, 1 to 100 characters.' })
  title!: string;

  @Field(() => [QuestionInput], { description: 'The questions in order, 1 to 40.' })
  questions!: QuestionInput[];

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was made. Only who made it sees it here.' })
export class CreateQuestionnairePayload {
  @Field(() => Questionnaire, { description: 'The questionnaire. Only who made it sees it here.' })
  questionnaire!: Questionnaire;
}

@Resolver()
export class CreateQuestionnaire {
  @Mutation(() => CreateQuestionnairePayload, {
    description:
      'Writes down what evaluations ask. For administrators and registrars of the organization or above it.',
  })
  createQuestionnaire(
    @Arg('input', () => CreateQuestionnaireInput, { description: 'The questions.' })
    input: CreateQuestionnaireInput,
    @Ctx() request: Request,
  ): Promise<CreateQuestionnairePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({
        questionnaire: await fresh(request, questionnaires, aggregateId, 'questionnaire'),
      }),
      run: async (remember) => {
        const { organizationId } = input;
        await placeOf(request, organizationId);
        await permitEvaluating(request, organizationId);
        const questionnaire = Object.assign(new Questionnaire(), {
          ...{ id: newId(), organizationId, title: decideText(input.title, ['input', 'title'], 100) },
          ...{ questions: decideQuestions(input.questions), createdAt: await request.now() },
        });
        request.em.persist(questionnaire);
        remember({ aggregateId: questionnaire.id, version: 1 });
        await commit(request);
        return { questionnaire };
      },
    });
  }
}
