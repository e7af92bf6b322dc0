import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';

export interface PublicationCounts {
  readonly id: string;
  readonly sections: number;
  readonly results: number;
  readonly incomplete: number;
  readonly withoutResult: number;
  /** Results of which those who listen have been told. */
  readonly told: number;
}

/** Counts of publications, one query for all of them. */
export async function countsOf(request: Request, ids: readonly string[]): Promise<PublicationCounts[]> {
  const { rows } = await sql<PublicationCounts>`
    select publication.id, count(s.section_id)::int as sections, coalesce(sum(s.result_count), 0)::int as results,
      coalesce(sum(s.incomplete_count), 0)::int as incomplete,
      coalesce(sum(s.without_result_count), 0)::int as "withoutResult",
      coalesce(sum(s.result_count) filter (where t.section_id is not null), 0)::int as told
    from unnest(${ids}::uuid[]) as publication (id)
    left join publication_section as s on s.publication_id = publication.id
    left join publication_telling as t on t.publication_id = s.publication_id and t.section_id = s.section_id
    group by publication.id
  `.execute(request.reads<unknown>());
  return rows;
}

interface Cohort {
  readonly id: string;
  readonly sectionId: string | null;
  readonly academicSessionId: string;
}

/** A gradebook whose results are to be taken. */
export interface WaitingBook {
  readonly id: string;
  readonly organizationId: string;
  readonly academicSessionId: string;
}

/** Gradebooks of a publication whose results it does not have yet, by id. @param organizationIds it, and all below it */
export async function sectionsToPrepare(
  request: Request,
  { id, sectionId, academicSessionId }: Cohort,
  organizationIds: readonly string[],
  limit: number,
): Promise<WaitingBook[]> {
  const { rows } = await sql<WaitingBook>`
    select g.id, g.organization_id as "organizationId", g.academic_session_id as "academicSessionId"
    from gradebook as g
    where g.academic_session_id = ${academicSessionId} and g.organization_id = any(${organizationIds}::uuid[])
      ${sectionId === null ? sql`` : sql`and g.id = ${sectionId}`}
      and not exists (select from publication_section where publication_id = ${id} and section_id = g.id)
    order by g.id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows;
}

/** Whether a publication will take the results of a gradebook that was planned, and has not come to it yet. @param path of its organization */
export async function isToBeTaken(
  request: Request,
  { id, academicSessionId }: Pick<WaitingBook, 'id' | 'academicSessionId'>,
  path: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select from publication as p
    where p.academic_session_id = ${academicSessionId} and p.organization_id = any(${path}::uuid[])
      and (p.section_id is null or p.section_id = ${id}) and p.prepared_at is null and p.cancelled_at is null
      and not exists (select from publication_section where publication_id = p.id and section_id = ${id})
    limit 1
  `.execute(request.reads<unknown>());
  return rows.length > 0;
}

/** Sections of a publication of whose results nobody was told yet, by id. */
export async function sectionsToTell(request: Request, id: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ sectionId: string }>`
    select s.section_id as "sectionId" from publication_section as s
    where s.publication_id = ${id} and not exists (
      select from publication_telling as t where t.publication_id = s.publication_id and t.section_id = s.section_id
    )
    order by s.section_id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(({ sectionId }) => sectionId);
}

/** The next version of each result in these sections, by section and student; 1 where it is not there. */
export async function versionsIn(
  request: Request,
  sectionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; version: number }>`
    select section_id || ' ' || student_id as key, max(version) as version from section_result
    where section_id = any(${sectionIds}::uuid[]) group by section_id, student_id
  `.execute(request.reads<unknown>());
  return new Map(rows.map(({ key, version }) => [key, version]));
}
