import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { placeOf } from '@learnova/platform/places';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id as idModel } from '@learnova/schema/define';
import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Evaluation, seen as seenEvaluation } from '../evaluation/evaluation.entity.ts';
import { evaluationsOfCampaign } from '../evaluation/evaluation.loader.ts';
import { seesFeedback } from '../item/feedback-item.lists.ts';
import { OrganizationStub } from '../organization.stub.ts';
import { Questionnaire } from '../questionnaire/questionnaire.entity.ts';
import { asked, questionnairesOf } from '../questionnaire/questionnaire.loader.ts';
import { resultsOfCampaigns } from '../result/result.loader.ts';
import { EvaluationResult } from '../result/result.type.ts';
import { campaignsOf } from './campaign.loader.ts';
import { EvaluationCampaign, seen } from './evaluation-campaign.entity.ts';
import { responsesOf } from './response.loader.ts';

const EvaluationConnection = connectionOf('Evaluation', () => Evaluation, seenEvaluation);

@Resolver(() => EvaluationCampaign)
export class CampaignResolver {
  @FieldResolver(() => Questionnaire, { description: `What it asks. ${seen}` })
  async questionnaire(
    @Root() { questionnaireId }: EvaluationCampaign,
    @Ctx() request: Request,
  ): Promise<Questionnaire> {
    const questionnaire = await request.load(asked, questionnaireId);
    if (!questionnaire) throw new Error('a campaign has no questionnaire');
    return questionnaire;
  }

  @FieldResolver(() => Int, { description: `How many ballots could be cast in it. ${seen}` })
  async invitedCount(@Root() { id }: EvaluationCampaign, @Ctx() request: Request): Promise<number> {
    return (await request.load(responsesOf, id))?.invited ?? 0;
  }

  @FieldResolver(() => Int, {
    description: `How many ballot papers were taken in it, while it is open and afterwards. ${seen}`,
  })
  async respondedCount(@Root() { id }: EvaluationCampaign, @Ctx() request: Request): Promise<number> {
    return (await request.load(responsesOf, id))?.responded ?? 0;
  }

  @FieldResolver(() => Int, {
    description:
      'How many pots of ballots were found damaged when it closed: what was in them, the ballots of some sixty voters each at most, could ' +
      `not be counted, and is lost. Of which evaluation they were is not told: 0 is what it should be. ${seen}`,
  })
  async lostPotCount(@Root() { id }: EvaluationCampaign, @Ctx() request: Request): Promise<number> {
    return (await request.load(responsesOf, id))?.potsLost ?? 0;
  }

  @FieldResolver(() => EvaluationConnection, { description: `Its evaluations, a section each. ${seen}` })
  async evaluations(
    @Root() { id }: EvaluationCampaign,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<Evaluation>> {
    const page = pageOf(args, 1);
    const [after = null] = page.after ?? [];
    if (after !== null && !idModel.safeParse(after).success)
      throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
    const rows = await evaluationsOfCampaign(request, id, { limit: page.limit, after });
    return toConnection(rows, page, (row) => [row.id]);
  }

  @FieldResolver(() => EvaluationResult, {
    nullable: true,
    description:
      'What was answered in all of it that may be shown, without texts and divisions; null before it has closed, and where ' +
      `nothing may be shown. ${seen}`,
  })
  async result(
    @Root() { id, state }: EvaluationCampaign,
    @Ctx() request: Request,
  ): Promise<EvaluationResult | null> {
    return state === 'CLOSED' ? ((await request.load(resultsOfCampaigns, id))?.result ?? null) : null;
  }
}

@Resolver(() => OrganizationStub)
export class EvaluationsOfOrganization {
  @FieldResolver(() => [EvaluationCampaign], {
    nullable: true,
    description: `Its evaluation campaigns, the latest fifty, the last to open first. ${seen}`,
  })
  evaluationCampaigns(
    @Root() { id }: OrganizationStub,
    @Ctx() request: Request,
  ): Promise<EvaluationCampaign[]> {
    return campaignsOf(request, id);
  }

  @FieldResolver(() => [Questionnaire], {
    nullable: true,
    description: `Its questionnaires and those of the organizations above it, the newest hundred first. ${seen}`,
  })
  async questionnaires(@Root() { id }: OrganizationStub, @Ctx() request: Request): Promise<Questionnaire[]> {
    return questionnairesOf(request, (await placeOf(request, id)).path);
  }
}

/** Whoever hears feedback for an organization sees what it evaluates. */
export const seesCampaigns = seesFeedback;
