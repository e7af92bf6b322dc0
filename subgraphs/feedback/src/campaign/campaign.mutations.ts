import { person } from '@learnova/platform/actor';
import { changedBySomebody } from '@learnova/platform/changed';
import { commit, order } from '@learnova/platform/commit';
import { decideText } from '@learnova/platform/decide-text';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { placeOf } from '@learnova/platform/places';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Sessions } from '@learnova/schema/asks/academics';
import { OpenCampaign } from '@learnova/schema/jobs/feedback';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Questionnaire } from '../questionnaire/questionnaire.entity.ts';
import {
  CancelEvaluationCampaignInput,
  CancelEvaluationCampaignPayload,
  PlanEvaluationCampaignInput,
  PlanEvaluationCampaignPayload,
} from './campaign.inputs.ts';
import { campaigns } from './campaign.loader.ts';
import { permitEvaluating } from './campaign.policy.ts';
import { decideCancel, decideThreshold, decideWindow } from './campaign.rules.ts';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';

const office = 'For administrators and registrars of its organization or above it.';

@Resolver()
export class CampaignMutations {
  @Mutation(() => PlanEvaluationCampaignPayload, {
    description: `Plans the evaluations of a term: they open and close by themselves. ${office}`,
  })
  planEvaluationCampaign(
    @Arg('input', () => PlanEvaluationCampaignInput, { description: 'The campaign.' })
    input: PlanEvaluationCampaignInput,
    @Ctx() request: Request,
  ): Promise<PlanEvaluationCampaignPayload> {
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(request, aggregateId),
      run: async (remember) => {
        const { organizationId, academicSessionId, questionnaireId, opensAt, closesAt } = input;
        const { path } = await placeOf(request, organizationId);
        await permitEvaluating(request, organizationId);
        const [session] = await request.ask(Sessions, { sessionIds: [academicSessionId] });
        if (!session || !path.includes(session.organizationId))
          throw badInput(['input', 'academicSessionId'], 'The organization has no such term.');
        const asked = { id: questionnaireId, organizationId: { $in: [...path] } };
        if (!(await request.em.findOne(Questionnaire, asked)))
          throw badInput(['input', 'questionnaireId'], 'The organization has no such questionnaire.');
        const now = await request.now();
        decideWindow(opensAt, closesAt, now);
        const campaign = Object.assign(new EvaluationCampaign(), {
          ...{ id: newId(), organizationId, academicSessionId, questionnaireId, opensAt, closesAt },
          ...{ title: decideText(input.title, ['input', 'title'], 100), state: 'PLANNED' },
          ...{ threshold: decideThreshold(input.threshold) },
          ...{ changedBy: person(request).personId, changedAt: now },
        });
        request.em.persist(campaign);
        order(request, OpenCampaign, { campaignId: campaign.id }, now, opensAt);
        remember({ aggregateId: campaign.id, version: 1 });
        await commit(request);
        return { campaign };
      },
    });
  }

  @Mutation(() => CancelEvaluationCampaignPayload, {
    description: `Calls a campaign off that has not opened yet. ${office}`,
  })
  cancelEvaluationCampaign(
    @Arg('input', () => CancelEvaluationCampaignInput, { description: 'Which.' })
    input: CancelEvaluationCampaignInput,
    @Ctx() request: Request,
  ): Promise<CancelEvaluationCampaignPayload> {
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(request, aggregateId),
      run: async (remember) => {
        const { campaign } = await load(request, input.campaignId);
        await permitEvaluating(request, campaign.organizationId);
        if (campaign.version !== input.expectedVersion)
          throw await changedBySomebody(request, 'FEEDBACK_CHANGED', 'campaign', campaign);
        const state = decideCancel(campaign.state);
        const by = { changedBy: person(request).personId, changedAt: await request.now() };
        Object.assign(campaign, { state, ...by });
        remember({ aggregateId: campaign.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { campaign };
      },
    });
  }
}

async function load(request: Request, id: string): Promise<{ campaign: EvaluationCampaign }> {
  return { campaign: await fresh(request, campaigns, id, 'campaign') };
}
