import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { released, releasedAt } from './released.sql.ts';
import { SectionResult, type Sight } from './section-result.entity.ts';

/** A result with what its publication, the clock and the office make of it. */
export class FoundResult extends SectionResult {
  /** Its instant has come. */
  isReleased!: boolean;

  /** It is the one that holds: of those of the student in the section whose instant has come, the one that was taken last. */
  isCurrent!: boolean;

  isWithheld!: boolean;

  releasedAt!: Date;

  /** How who asks sees it; set where it is shown. */
  sight: Sight = 'FAMILY';
}

const columns = sql`
  r.id, r.publication_id as "publicationId", r.organization_id as "organizationId",
  r.academic_session_id as "academicSessionId", r.section_id as "sectionId", r.student_id as "studentId", r.version,
  r.gradebook_version as "gradebookVersion", r.credits, r.percentage, r.share_over as "shareOver",
  r.share_under as "shareUnder", r.grade, r.points, r.is_passing as "isPassing", r.is_complete as "isComplete", r.reason,
  r.recorded_by as "recordedBy", r.recorded_at as "recordedAt", ${releasedAt('p')} as "releasedAt",
  ${released('p')} as "isReleased", coalesce(w.is_withheld, false) as "isWithheld"`;

const withholding = sql`left join lateral (
  select is_withheld from result_withholding
  where section_id = r.section_id and student_id = r.student_id order by version desc limit 1
) as w on true`;

/**
 * Of versions of one result the one that holds stands first: the one that was taken last. A publication whose
 * instant comes late brings nothing back that was amended or published anew since it was taken.
 */
const latestFirst = sql`r.version desc`;

/** Results by id, whether or not they can be seen. */
export function resultsById(request: Request, ids: readonly string[]): Promise<FoundResult[]> {
  return found(
    request,
    sql`select ${columns}, ${released('p')} and r.id = (
        select x.id from section_result as x join publication as q on q.id = x.publication_id
        where x.section_id = r.section_id and x.student_id = r.student_id and ${released('q')}
        order by x.version desc limit 1
      ) as "isCurrent"
      from section_result as r join publication as p on p.id = r.publication_id ${withholding}
      where r.id = any(${ids}::uuid[])`,
  );
}

/** What holds of students in each of their sections: what can be seen, and nothing else. The last published first. */
export function currentResultsOf(request: Request, studentIds: readonly string[]): Promise<FoundResult[]> {
  return found(
    request,
    sql`select *, true as "isCurrent" from (
        select distinct on (r.section_id, r.student_id) ${columns}
        from section_result as r join publication as p on p.id = r.publication_id ${withholding}
        where r.student_id = any(${studentIds}::uuid[]) and ${released('p')}
        order by r.section_id, r.student_id, ${latestFirst}
      ) as current
      order by "releasedAt" desc, id`,
  );
}

/** For staff: of each student of a section the result that holds, or is to hold from an instant that is to come. */
export async function latestResultsIn(
  request: Request,
  sectionIds: readonly string[],
): Promise<FoundResult[]> {
  return found(
    request,
    sql`select distinct on (r.section_id, r.student_id) ${columns}, ${released('p')} as "isCurrent"
      from section_result as r join publication as p on p.id = r.publication_id ${withholding}
      where r.section_id = any(${sectionIds}::uuid[]) and p.cancelled_at is null
      order by r.section_id, r.student_id, ${latestFirst}`,
  );
}

/** All that students were ever given in sections, of publications that were not called off, the oldest first. */
export function versionsOf(
  request: Request,
  of: readonly Pick<SectionResult, 'sectionId' | 'studentId'>[],
): Promise<FoundResult[]> {
  const [sections, students] = [of.map(({ sectionId }) => sectionId), of.map(({ studentId }) => studentId)];
  return found(
    request,
    sql`select ${columns}, false as "isCurrent"
      from section_result as r join publication as p on p.id = r.publication_id ${withholding}
      where (r.section_id, r.student_id) in (select * from unnest(${sections}::uuid[], ${students}::uuid[]))
        and p.cancelled_at is null
      order by r.version`,
  );
}

/** A page of what a publication has taken, by id. */
export function resultsOfPublication(
  request: Request,
  publicationId: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<FoundResult[]> {
  return found(
    request,
    sql`select ${columns}, false as "isCurrent"
      from section_result as r join publication as p on p.id = r.publication_id ${withholding}
      where r.publication_id = ${publicationId} ${after === null ? sql`` : sql`and r.id > ${after}::uuid`}
      order by r.id limit ${limit}`,
  );
}

async function found(request: Request, query: RawBuilder<unknown>): Promise<FoundResult[]> {
  const { rows } = await (query as RawBuilder<FoundResult>).execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new FoundResult(), row));
}
