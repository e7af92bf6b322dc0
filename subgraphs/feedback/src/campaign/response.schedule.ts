import { publish } from '@learnova/platform/commit';
import { schedule } from '@learnova/platform/handlers';
import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ResponsesCounted } from '@learnova/schema/events/feedback';
import { sql } from 'kysely';
import { pointAt } from './campaign.live.ts';
import { ToldResponse } from './told-response.entity.ts';

/** Whoever counts responses, or ends a campaign, does so alone. */
export const responsesTurn = 'feedback responses';

/**
 * The response of open campaigns, for whoever watches it. It is counted every minute and not told with each paper: an event of a
 * taking would bear its time, and the name of who took it.
 */
export const tellResponses = schedule('feedback.tell-responses', '* * * * *', (request) =>
  inTransaction(request, async () => {
    await takeTurns(request, [responsesTurn]);
    const changed = await changedResponses(request);
    if (changed.length === 0) return;
    await remember(request, changed);
    const now = await request.now();
    for (const [campaignId, some] of Map.groupBy(changed, (one) => one.campaignId)) {
      const { organizationId = null, version = 1 } = some[0] ?? {};
      const live = pointAt(
        campaignId,
        some.map(({ evaluationId }) => evaluationId),
        version,
      );
      const fact = { aggregateId: campaignId, version, organizationId, payload: { campaignId }, live };
      publish(request, ResponsesCounted, fact, now);
    }
  }),
);

interface Changed {
  readonly evaluationId: string;
  readonly campaignId: string;
  readonly organizationId: string;
  /** Of the campaign. */
  readonly version: number;
  readonly taken: number;
}

async function changedResponses(request: Request): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    select evaluation.id as "evaluationId", campaign.id as "campaignId", campaign.organization_id as "organizationId",
      campaign.version, turnout.taken
    from evaluation_campaign campaign
    join evaluation on evaluation.campaign_id = campaign.id
    join lateral (
      select count(blinded_hash)::int as taken from ballot_right where evaluation_id = evaluation.id
    ) turnout on true
    left join told_response told on told.evaluation_id = evaluation.id
    where campaign.state = 'OPEN' and turnout.taken > coalesce(told.taken, 0)
    order by campaign.id, evaluation.id
  `.execute(request.reads<unknown>());
  return rows;
}

async function remember(request: Request, changed: readonly Changed[]): Promise<void> {
  const told = await request.em.find(ToldResponse, {
    evaluationId: { $in: changed.map(({ evaluationId }) => evaluationId) },
  });
  const rows = new Map(told.map((row) => [row.evaluationId, row]));
  for (const { evaluationId, taken } of changed)
    request.em.persist(Object.assign(rows.get(evaluationId) ?? new ToldResponse(), { evaluationId, taken }));
}
