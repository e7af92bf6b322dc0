import { defineLoader } from '@learnova/platform/loader';
import { sql } from 'kysely';

export interface Response {
  /** The campaign. */
  readonly id: string;
  readonly invited: number;
  readonly responded: number;
  readonly potsLost: number;
}

/** How many are asked by campaigns, and how many of them have taken their ballot papers; and how many pots were lost. */
export const responsesOf = defineLoader<Response>({
  type: 'EvaluationCampaign',
  load: async (request, ids) => {
    const { rows } = await sql<Response>`
      select evaluation.campaign_id as id, sum(invited_count)::int as invited,
        sum(coalesce(papers_taken, turnout.taken, 0))::int as responded, sum(pots_lost)::int as "potsLost"
      from evaluation
      left join lateral (
        select count(blinded_hash)::int as taken from ballot_right where evaluation_id = evaluation.id
      ) turnout on evaluation.papers_taken is null
      where evaluation.campaign_id = any(${ids}::uuid[])
      group by 1
    `.execute(request.reads<unknown>());
    return rows;
  },
  visible: async (_request, rows) => rows,
});
