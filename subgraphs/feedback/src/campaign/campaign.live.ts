import { person } from '@learnova/platform/actor';
import { defineLive, earliest, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import { type Request, roleEnd } from '@learnova/platform/request';
import { Teaches } from '@learnova/schema/asks/academics';
import { overseers } from '@learnova/schema/role-groups';
import { UUID } from '@learnova/schema/scalars';
import { topic } from '@learnova/schema/topics';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { Evaluation } from '../evaluation/evaluation.entity.ts';
import { followedEvaluations } from '../evaluation/evaluation.loader.ts';
import { campaigns } from './campaign.loader.ts';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';

const campaignTopic = (campaignId: string) => topic('feedback.campaign', campaignId);
const evaluationTopic = (evaluationId: string) => topic('feedback.evaluation', evaluationId);

/** Pointers to a campaign and to some of its evaluations. */
export function pointAt(campaignId: string, evaluationIds: readonly string[], version: number): Pointer[] {
  const point = (to: string, typename: string, id: string) => ({ topic: to, typename, key: { id }, version });
  return [
    point(campaignTopic(campaignId), 'EvaluationCampaign', campaignId),
    ...evaluationIds.map((id) => point(evaluationTopic(id), 'Evaluation', id)),
  ];
}

/** Who oversees its organization, until they no longer do. */
export const evaluationCampaignChanged = defineLive<{ campaignId: string }>({
  field: 'evaluationCampaignChanged',
  key: ['id'],
  topic: ({ campaignId }) => campaignTopic(campaignId),
  admit: async (request, { campaignId }) => {
    person(request);
    const campaign = await request.load(campaigns, campaignId);
    if (!campaign) throw notFound('campaign');
    return roleEnd(await request.standing(), overseers, campaign.organizationId) ?? null;
  },
});

/** Who teaches the section, and who oversees its organization. Who is asked is not among them: the count would tell who else answers. */
export const evaluationChanged = defineLive<{ evaluationId: string }>({
  field: 'evaluationChanged',
  key: ['id'],
  topic: ({ evaluationId }) => evaluationTopic(evaluationId),
  admit: async (request, { evaluationId }) => {
    const { personId: staffId } = person(request);
    const evaluation = await request.load(followedEvaluations, evaluationId);
    if (!evaluation) throw notFound('evaluation');
    const { organizationId, sectionId } = evaluation;
    const end = roleEnd(await request.standing(), overseers, organizationId);
    if (end !== undefined) return end;
    const taught = await request.ask(Teaches, { staffId, sectionIds: [sectionId] });
    return earliest(...taught.map(({ until }) => (until === null ? null : new Date(until))));
  },
});

@Resolver()
export class CampaignLiveResolver {
  @Subscription(() => EvaluationCampaign, {
    ...liveField,
    description:
      'The campaign has opened or closed, or ballot papers were taken in it: the response, counted every minute, and no answer. For ' +
      'whoever sees it.',
  })
  evaluationCampaignChanged(
    @Root() { key }: Pointer,
    @Arg('campaignId', () => UUID, { description: 'The campaign.' }) campaignId: string,
    @Ctx() request: Request,
  ): Promise<EvaluationCampaign | null> {
    return key.id === campaignId ? request.load(campaigns, campaignId) : Promise.resolve(null);
  }

  @Subscription(() => Evaluation, {
    ...liveField,
    description:
      'Ballot papers of the evaluation were taken, counted every minute, or it has closed and its result stands. For who teaches the ' +
      'section or oversees it.',
  })
  evaluationChanged(
    @Root() { key }: Pointer,
    @Arg('evaluationId', () => UUID, { description: 'The evaluation.' }) evaluationId: string,
    @Ctx() request: Request,
  ): Promise<Evaluation | null> {
    return key.id === evaluationId ? request.load(followedEvaluations, evaluationId) : Promise.resolve(null);
  }
}
