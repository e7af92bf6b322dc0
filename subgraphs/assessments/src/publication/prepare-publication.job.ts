import { order, publish } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { placeOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { Rosters, Sections } from '@learnova/schema/asks/academics';
import { PublicationAdvanced } from '@learnova/schema/events/assessments';
import { PreparePublication, TellPublication } from '@learnova/schema/jobs/assessments';
import { sql } from 'kysely';
import { turnsOf } from '../result/turns.ts';
import { inStep } from '../step.ts';
import { Publication } from './publication.entity.ts';
import { countsOf, sectionsToPrepare, versionsIn, type WaitingBook } from './publication.reads.ts';
import { pointAtPublication } from './publication.topic.ts';
import { PublicationSection } from './publication-section.entity.ts';
import { keptResult, takeResults } from './take-results.ts';

/** Sections of one transaction: some hundreds of results. */
const portion = 20;

/**
 * Takes the results of a publication, a portion of its sections in a transaction: what comes of each of them at the version that its
 * gradebook has then. A worker that dies loses the portion that it was at; two that prepare the same publication take turns, and find
 * what is left. With the last of them it has all its results, and only then can its instant come.
 */
export const preparePublication = implement(PreparePublication, async (request, { publicationId }) => {
  const { organizationId } = await request.em.findOneOrFail(Publication, { id: publicationId });
  const { subtree } = await placeOf(request, organizationId);
  for (;;) {
    request.forget();
    const publication = await request.em.findOneOrFail(Publication, { id: publicationId });
    if (publication.cancelledAt || publication.preparedAt) return;
    const waiting = await sectionsToPrepare(request, publication, subtree, portion);
    if (waiting.length === 0) break;
    const sectionIds = waiting.map(({ id }) => id);
    const rosters = await request.ask(Rosters, { sectionIds });
    const sections = await request.ask(Sections, { sectionIds });
    const known: Known = {
      subtree,
      rosters: new Map(rosters.map(({ sectionId, studentIds }) => [sectionId, studentIds])),
      credits: new Map(sections.map(({ sectionId, credits }) => [sectionId, credits])),
    };
    await inStep(request, () => takePortion(request, publication, waiting, known));
  }
  await inStep(request, () => finish(request, publicationId));
});

interface Known {
  readonly subtree: readonly string[];
  readonly rosters: ReadonlyMap<string, readonly string[]>;
  readonly credits: ReadonlyMap<string, string>;
}

async function takePortion(
  request: Request,
  publication: Publication,
  portionOf: readonly WaitingBook[],
  { subtree, rosters, credits }: Known,
): Promise<void> {
  await takeTurns(
    request,
    portionOf.map(({ id }) => turnsOf(id)),
  );
  const waiting = new Set(
    (await sectionsToPrepare(request, publication, subtree, portion)).map(({ id }) => id),
  );
  const books = new Map(portionOf.filter(({ id }) => waiting.has(id)).map((book) => [book.id, book]));
  const pins = await pinsOf(request, [...books.keys()]);
  const before = await versionsIn(request, [...books.keys()]);
  const now = await request.now();
  const { id: publicationId, changedBy: recordedBy } = publication;
  for (const { sectionId, gradebookVersion, outcomes } of await takeResults(request, pins, rosters)) {
    const { organizationId = '', academicSessionId = '' } = books.get(sectionId) ?? {};
    const results = [...outcomes].flatMap(([studentId, outcome]) => {
      const version = (before.get(`${sectionId} ${studentId}`) ?? 0) + 1;
      const given = {
        ...{ publicationId, organizationId, academicSessionId, sectionId, studentId, version },
        ...{ gradebookVersion, credits: credits.get(sectionId) ?? '0', reason: null },
        ...{ recordedBy, recordedAt: now },
      };
      return keptResult(given, outcome) ?? [];
    });
    const counts = {
      ...{ resultCount: results.length, withoutResultCount: outcomes.size - results.length },
      incompleteCount: results.filter(({ isComplete }) => !isComplete).length,
    };
    request.em.persist([
      ...results,
      Object.assign(new PublicationSection(), { publicationId, sectionId, ...counts, recordedAt: now }),
    ]);
  }
  await advance(request, publication, (await sectionsOf(request, publicationId)) + books.size);
}

/** The versions that the gradebooks have now: what is read of them is read as of these. */
async function pinsOf(request: Request, sectionIds: readonly string[]) {
  const { rows } = await sql<{ sectionId: string; version: number }>`
    select id as "sectionId", version from gradebook where id = any(${sectionIds}::uuid[]) order by id
  `.execute(request.reads<unknown>());
  return rows;
}

async function sectionsOf(request: Request, publicationId: string): Promise<number> {
  return (await countsOf(request, [publicationId]))[0]?.sections ?? 0;
}

async function finish(request: Request, publicationId: string): Promise<void> {
  const publication = await request.em.findOneOrFail(Publication, { id: publicationId });
  if (publication.cancelledAt || publication.preparedAt) return;
  const now = await request.now();
  Object.assign(publication, { preparedAt: now });
  order(request, TellPublication, { publicationId }, now, publication.publishAt);
  await advance(request, publication, (await sectionsOf(request, publicationId)) + 1);
}

async function advance(request: Request, publication: Publication, version: number): Promise<void> {
  const { id, organizationId } = publication;
  const fact = { aggregateId: id, version, organizationId, payload: { publicationId: id } };
  publish(request, PublicationAdvanced, { ...fact, live: pointAtPublication(id) }, await request.now());
}
