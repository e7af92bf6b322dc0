import { commit, publish } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { VotersReminded } from '@learnova/schema/events/feedback';
import { RemindVoters } from '@learnova/schema/jobs/feedback';
import { reminderAt } from './campaign.rules.ts';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';
import { hasCome } from './hour.ts';

/** Tells that it is time. Whom to remind is asked then, and named in no event. */
export const remindVoters = implement(RemindVoters, async (request, { campaignId }) => {
  const campaign = await request.em.findOneOrFail(EvaluationCampaign, { id: campaignId });
  const { state, opensAt, closesAt, organizationId, version } = campaign;
  if (state !== 'OPEN') return;
  if (!(await hasCome(request, RemindVoters, { campaignId }, reminderAt(opensAt, closesAt)))) return;
  const now = await request.now();
  publish(
    request,
    VotersReminded,
    { aggregateId: campaignId, version, organizationId, payload: { campaignId } },
    now,
  );
  await commit(request);
});
