import { answer } from '@learnova/platform/ask/answer';
import { Campaigns, NotAnswered } from '@learnova/schema/asks/feedback';
import { sql } from 'kysely';
import { EvaluationCampaign } from './evaluation-campaign.entity.ts';

export const answerCampaigns = answer(Campaigns, async (request, { campaignIds }) => {
  const rows = await request.em.find(EvaluationCampaign, { id: { $in: campaignIds } });
  return rows.map(({ id: campaignId, organizationId, title, state, closesAt }) => ({
    ...{ campaignId, organizationId, title, state, closesAt: closesAt.toISOString() },
  }));
});

export const answerNotAnswered = answer(NotAnswered, async (request, { campaignId, after, limit }) => {
  const now = await request.now();
  const beyond = after === null ? sql`` : sql`and ballot_right.student_id > ${after}::uuid`;
  const { rows } = await sql<{ id: string }>`
    select distinct ballot_right.student_id as id
    from ballot_right
    join evaluation on evaluation.id = ballot_right.evaluation_id
    join evaluation_campaign campaign on campaign.id = evaluation.campaign_id
    where campaign.id = ${campaignId} and campaign.state = 'OPEN' and campaign.closes_at > ${now}
      and ballot_right.blinded_hash is null ${beyond}
    order by id limit ${limit}
  `.execute(request.reads<unknown>());
  return { studentIds: rows.map(({ id }) => id) };
});
