import { fill } from '@learnova/platform/fill';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { TellPublication } from '@learnova/schema/jobs/assessments';
import type { School } from '@learnova/schema/school';
import type { SchoolGradebook, SchoolPublication } from '@learnova/schema/school-assessments';
import { resultOf } from '../result/result.rules.ts';
import type { SectionResult } from '../result/section-result.entity.ts';
import { keptResult } from './take-results.ts';

type Part = Pick<School, 'assessments' | 'sections' | 'courses'>;
type Place = School['sections'][number] & { readonly credits: string };

/**
 * Writes publications that have all their results: what follows from the gradebooks as they are. One whose instant has passed was
 * told; one that is to come has the order to tell.
 */
export async function seedPublications(
  request: Request,
  { assessments, sections, courses }: Part,
): Promise<void> {
  const credits = new Map(courses.map((course) => [course.id, course.credits]));
  const places = new Map(
    sections.map((section) => [section.id, { ...section, credits: credits.get(section.courseId) ?? '0' }]),
  );
  const books = new Map(assessments.gradebooks.map((book) => [book.sectionId, book]));
  const scales = new Map(assessments.gradingScales.map((scale) => [scale.id, scale]));
  const scores = new Map(
    assessments.gradebooks.map((book) => [
      book.sectionId,
      Map.groupBy(book.scores, ({ studentId }) => studentId),
    ]),
  );
  const versions = new Map<string, number>();
  const now = await request.now();
  const take = (publication: SchoolPublication, given: SchoolPublication['results'][number]) => {
    const { sectionId, studentId } = given;
    const [book, place] = [books.get(sectionId), places.get(sectionId)];
    const scale = scales.get(book?.gradingScaleId ?? '');
    if (!book || !place || !scale) throw new Error(`a result is of ${sectionId}, which has no gradebook`);
    const outcome = resultOf(
      { ...book, bands: scale.bands },
      book.lineItems,
      scores.get(sectionId)?.get(studentId) ?? [],
    );
    const version = (versions.get(`${sectionId} ${studentId}`) ?? 0) + 1;
    versions.set(`${sectionId} ${studentId}`, version);
    const result = keptResult(
      { ...placeOf(publication, place), sectionId, studentId, version, gradebookVersion: versionOf(book) },
      outcome,
    );
    if (!result) throw new Error(`nothing counts of ${studentId} in ${sectionId}`);
    return Object.assign(result, { id: given.id });
  };
  for (const publication of assessments.publications) {
    const results = publication.results.map((given) => take(publication, given));
    await write(request, publication, results, new Date(publication.publishAt) <= now);
  }
}

/** The scheme is the first version of a gradebook, each line item one more, and all scores the last. */
export const versionOf = ({ lineItems }: SchoolGradebook): number => lineItems.length + 2;

function placeOf({ id: publicationId, by: recordedBy, at }: SchoolPublication, place: Place) {
  const { organizationId, sessionId: academicSessionId, credits } = place;
  const recorded = { recordedBy, recordedAt: new Date(at), reason: null };
  return { publicationId, organizationId, academicSessionId, credits, ...recorded };
}

async function write(
  request: Request,
  publication: SchoolPublication,
  results: readonly SectionResult[],
  isTold: boolean,
): Promise<void> {
  const { id: publicationId, sessionId: academicSessionId, by, at, publishAt } = publication;
  const made = { academicSessionId, preparedAt: at, changedBy: by, changedAt: at, version: 2 };
  await fill(request, 'publication', [{ ...publication, ...made }]);
  await fill(request, 'section_result', results);
  const taken = [...Map.groupBy(results, ({ sectionId }) => sectionId)].map(([sectionId, some]) => ({
    ...{ publicationId, sectionId, resultCount: some.length, withoutResultCount: 0, recordedAt: at },
    incompleteCount: some.filter(({ isComplete }) => !isComplete).length,
    toldAt: publishAt,
  }));
  await fill(request, 'publication_section', taken);
  await fill(
    request,
    'result_withholding',
    publication.withheld.map(({ by: recordedBy, at: recordedAt, ...one }) => ({
      ...{ ...one, version: 1, isWithheld: true, recordedBy, recordedAt },
    })),
  );
  if (isTold) return fill(request, 'publication_telling', taken);
  const order = { kind: 'job', name: TellPublication.name, payload: { publicationId }, live: [] };
  const told = { id: newId(), requestId: newId(), occurredAt: at, runAt: publishAt };
  return fill(request, 'outbox_message', [{ ...order, ...told }]);
}
