import { order, publish } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ResultPublished } from '@learnova/schema/events/assessments';
import { TellPublication } from '@learnova/schema/jobs/assessments';
import { sql } from 'kysely';
import { payloadOf, pointAtResults, type Told } from '../result/result.topic.ts';
import { inStep } from '../step.ts';
import { Publication } from './publication.entity.ts';
import { countsOf, sectionsToTell } from './publication.reads.ts';
import { stateAt } from './publication.rules.ts';
import { pointAtPublication } from './publication.topic.ts';
import { PublicationTelling } from './publication-section.entity.ts';

/** Sections of one transaction. */
const portion = 20;

/**
 * Tells those who listen of results that can be seen since their instant, a portion of sections in a transaction. It makes nothing
 * visible: that is the clock's. Begun again it tells what is left; an hour of the queue that is ahead of the clock is waited for.
 */
export const tellPublication = implement(TellPublication, async (request, { publicationId }) => {
  const publication = await request.em.findOneOrFail(Publication, { id: publicationId });
  const now = await request.now();
  const state = stateAt(publication, now);
  if (state === 'CANCELLED') return;
  if (state !== 'PUBLISHED') {
    order(request, TellPublication, { publicationId }, now, publication.publishAt);
    await request.em.flush();
    return;
  }
  for (let left = portion; left === portion; ) {
    await inStep(request, async () => {
      await takeTurns(request, [`telling of ${publicationId}`]);
      const sectionIds = await sectionsToTell(request, publicationId, portion);
      left = sectionIds.length;
      if (left > 0) await tell(request, publication, sectionIds);
    });
  }
});

/** An event for each section: an event points at one result of a student, and in a section they have one. */
async function tell(
  request: Request,
  publication: Publication,
  sectionIds: readonly string[],
): Promise<void> {
  const { id: publicationId, organizationId } = publication;
  const now = await request.now();
  const results = Map.groupBy(
    await resultsToTell(request, publicationId, sectionIds),
    ({ sectionId }) => sectionId,
  );
  let version = (await countsOf(request, [publicationId]))[0]?.told ?? 0;
  for (const sectionId of sectionIds) {
    const some = results.get(sectionId) ?? [];
    version += some.length;
    const fact = { aggregateId: publicationId, version, organizationId, payload: payloadOf(some) };
    const live = [...pointAtResults(some), ...pointAtPublication(publicationId)];
    publish(request, ResultPublished, { ...fact, live }, now);
    request.em.persist(Object.assign(new PublicationTelling(), { publicationId, sectionId, toldAt: now }));
  }
}

/** What a publication has taken of sections and the office does not withhold. */
async function resultsToTell(
  request: Request,
  publicationId: string,
  sectionIds: readonly string[],
): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select r.id, r.section_id as "sectionId", r.student_id as "studentId", r.version
    from section_result as r
    where r.publication_id = ${publicationId} and r.section_id = any(${sectionIds}::uuid[]) and r.reason is null
      and not coalesce((
        select w.is_withheld from result_withholding as w
        where w.section_id = r.section_id and w.student_id = r.student_id order by w.version desc limit 1
      ), false)
    order by r.section_id, r.student_id
  `.execute(request.reads<unknown>());
  return rows;
}
