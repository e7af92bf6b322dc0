import { person } from '@learnova/platform/actor';
import { defineLoader } from '@learnova/platform/loader';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { Sections, Teaches } from '@learnova/schema/asks/academics';
import { overseers } from '@learnova/schema/role-groups';
import { sql } from 'kysely';
import { EvaluationCampaign } from '../campaign/evaluation-campaign.entity.ts';
import { Evaluation } from './evaluation.entity.ts';

/** Sections that the person who asks teaches now, or oversees. */
export async function sectionsFollowed(
  request: Request,
  sectionIds: readonly string[],
): Promise<Set<string>> {
  if (sectionIds.length === 0) return new Set();
  const ids = [...new Set(sectionIds)].sort();
  const [standing, taught, sections] = await Promise.all([
    request.standing(),
    request.ask(Teaches, { staffId: person(request).personId, sectionIds: ids }),
    request.ask(Sections, { sectionIds: ids }),
  ]);
  const overseen = organizationsOf(standing, overseers);
  return new Set([
    ...taught.map(({ sectionId }) => sectionId),
    ...sections
      .filter(({ organizationId }) => overseen.has(organizationId))
      .map(({ sectionId }) => sectionId),
  ]);
}

/** Evaluations whose results and lists the person who asks may see: of sections that they teach or oversee. */
export const followedEvaluations = defineLoader<Evaluation>({
  type: 'Evaluation',
  load: (request, ids) => request.em.find(Evaluation, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const followed = await sectionsFollowed(
      request,
      rows.map(({ sectionId }) => sectionId),
    );
    return rows.filter(({ sectionId }) => followed.has(sectionId));
  },
});

export interface Evaluations {
  /** The section. */
  readonly id: string;
  readonly evaluations: readonly Evaluation[];
}

/** Evaluations of sections that whoever asks follows, the last to open first. */
export const evaluationsOfSections = defineLoader<Evaluations>({
  type: 'Evaluation',
  load: async (request, ids) => {
    const found = await request.em.find(Evaluation, { sectionId: { $in: [...ids] } });
    const campaignIds = [...new Set(found.map(({ campaignId }) => campaignId))];
    const campaigns = await request.em.find(
      EvaluationCampaign,
      { id: { $in: campaignIds } },
      { orderBy: { opensAt: 'desc', id: 'desc' } },
    );
    const place = new Map(campaigns.map(({ id }, n) => [id, n]));
    found.sort((one, other) => (place.get(one.campaignId) ?? 0) - (place.get(other.campaignId) ?? 0));
    const bySection = Map.groupBy(found, ({ sectionId }) => sectionId);
    return ids.map((id) => ({ id, evaluations: bySection.get(id) ?? [] }));
  },
  visible: async (_request, rows) => rows,
});

export interface Turnout {
  /** The evaluation. */
  readonly id: string;
  readonly taken: number;
}

/** How many have taken their ballot papers in evaluations that are open. */
export const turnouts = defineLoader<Turnout>({
  type: 'Evaluation',
  load: async (request, ids) => {
    const { rows } = await sql<Turnout>`
      select evaluation_id as id, count(blinded_hash)::int as taken from ballot_right
      where evaluation_id = any(${ids}::uuid[]) group by 1
    `.execute(request.reads<unknown>());
    return rows;
  },
  visible: async (_request, rows) => rows,
});

/** A page of a campaign's evaluations, after an id. */
export function evaluationsOfCampaign(
  request: Request,
  campaignId: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<Evaluation[]> {
  const beyond = after === null ? {} : { id: { $gt: after } };
  return request.em.find(Evaluation, { campaignId, ...beyond }, { orderBy: { id: 'asc' }, limit });
}
