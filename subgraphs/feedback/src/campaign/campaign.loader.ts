import { defineLoader } from '@learnova/platform/loader';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';

/** The door to campaigns. */
export const campaigns = defineLoader<EvaluationCampaign>({
  type: 'EvaluationCampaign',
  load: (request, ids) => request.em.find(EvaluationCampaign, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const overseen = organizationsOf(await request.standing(), overseers);
    return rows.filter(({ organizationId }) => overseen.has(organizationId));
  },
});

/** Campaigns of evaluations that whoever asks has come to through their own door. */
export const campaignsOfEvaluations = defineLoader<EvaluationCampaign>({
  type: 'EvaluationCampaign',
  load: (request, ids) => request.em.find(EvaluationCampaign, { id: { $in: [...ids] } }),
  visible: async (_request, rows) => rows,
});

/** The latest campaigns of an organization, the last to open first. */
export function campaignsOf(request: Request, organizationId: string): Promise<EvaluationCampaign[]> {
  return request.em.find(
    EvaluationCampaign,
    { organizationId },
    { orderBy: { opensAt: 'desc', id: 'desc' }, limit: 50 },
  );
}
