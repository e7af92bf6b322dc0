import { person } from '@learnova/platform/actor';
import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { DateTime } from '@learnova/schema/scalars';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { campaignsOfEvaluations } from '../campaign/campaign.loader.ts';
import { CampaignState } from '../campaign/campaign-state.enum.ts';
import type { EvaluationCampaign } from '../campaign/evaluation-campaign.entity.ts';
import { Question } from '../questionnaire/question.type.ts';
import { asked } from '../questionnaire/questionnaire.loader.ts';
import { resultsOfEvaluations } from '../result/result.loader.ts';
import { EvaluationResult, seen as seenResult } from '../result/result.type.ts';
import { Evaluation, seen } from './evaluation.entity.ts';
import { followedEvaluations, turnouts } from './evaluation.loader.ts';
import { promiseOf } from './evaluation.rules.ts';
import { SectionStub } from './section.stub.ts';

@Resolver(() => Evaluation)
export class EvaluationResolver {
  @FieldResolver(() => SectionStub, { nullable: true, description: `The section. ${seen}` })
  section(@Root() { sectionId: id }: Evaluation): SectionStub {
    return { id };
  }

  @FieldResolver(() => String, { description: `What the campaign is called. ${seen}` })
  async title(@Root() evaluation: Evaluation, @Ctx() request: Request): Promise<string> {
    return (await campaignOf(request, evaluation)).title;
  }

  @FieldResolver(() => CampaignState, { description: `How far its campaign is. ${seen}` })
  async state(@Root() evaluation: Evaluation, @Ctx() request: Request): Promise<CampaignState> {
    return (await campaignOf(request, evaluation)).state;
  }

  @FieldResolver(() => DateTime, { description: `When it opens. ${seen}` })
  async opensAt(@Root() evaluation: Evaluation, @Ctx() request: Request): Promise<Date> {
    return (await campaignOf(request, evaluation)).opensAt;
  }

  @FieldResolver(() => DateTime, { description: `When it closes. ${seen}` })
  async closesAt(@Root() evaluation: Evaluation, @Ctx() request: Request): Promise<Date> {
    return (await campaignOf(request, evaluation)).closesAt;
  }

  @FieldResolver(() => String, {
    description: `What is promised to who answers: it belongs on the form. ${seen}`,
  })
  async promise(@Root() evaluation: Evaluation, @Ctx() request: Request): Promise<string> {
    return promiseOf((await campaignOf(request, evaluation)).threshold);
  }

  @FieldResolver(() => [Question], { description: `What is asked, in order. ${seen}` })
  async questions(@Root() { questionnaireId }: Evaluation, @Ctx() request: Request): Promise<Question[]> {
    return (await request.load(asked, questionnaireId))?.questions ?? [];
  }

  @FieldResolver(() => Int, {
    description:
      'How many of those who are asked have taken their ballot papers: the response, while it is open and afterwards. What they ' +
      `answer is not shown by it. ${seen}`,
  })
  async respondedCount(@Root() { id, papersTaken }: Evaluation, @Ctx() request: Request): Promise<number> {
    return papersTaken ?? (await request.load(turnouts, id))?.taken ?? 0;
  }

  @FieldResolver(() => EvaluationResult, {
    nullable: true,
    description: `What was answered; null before it has closed, and where there were too few ballots. ${seenResult}`,
  })
  async result(@Root() { id }: Evaluation, @Ctx() request: Request): Promise<EvaluationResult | null> {
    person(request);
    if (!(await request.load(followedEvaluations, id)))
      throw forbidden('Results are for who teaches the section, and for the office.');
    return (await request.load(resultsOfEvaluations, id))?.result ?? null;
  }
}

async function campaignOf(request: Request, { campaignId }: Evaluation): Promise<EvaluationCampaign> {
  const campaign = await request.load(campaignsOfEvaluations, campaignId);
  if (!campaign) throw new Error('an evaluation has no campaign');
  return campaign;
}
