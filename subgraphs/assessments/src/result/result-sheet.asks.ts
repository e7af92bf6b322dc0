import { answer } from '@learnova/platform/ask/answer';
import { ResultSheets } from '@learnova/schema/asks/assessments';
import { Gradebook } from '../gradebook/gradebook.entity.ts';
import { takeResults } from '../publication/take-results.ts';
import { latestResultsIn } from './result.reads.ts';
import { type GradedBy, scalesOf } from './result-sheet.reads.ts';
import { standingOf } from './shown.ts';

/** What is printed is what staff sees in `Section.results`, and of everybody else what the gradebook says now. */
export const answerResultSheets = answer(ResultSheets, async (request, { sectionIds }) => {
  const books = await request.em.find(Gradebook, { id: { $in: [...sectionIds] } });
  if (books.length === 0) return [];
  const pins = books.map(({ id: sectionId, version }) => ({ sectionId, version }));
  const results = await latestResultsIn(
    request,
    books.map(({ id }) => id),
  );
  const taken = await takeResults(request, pins, null);
  const given = Map.groupBy(results, ({ sectionId }) => sectionId);
  const sheets = books.map(({ id: sectionId, organizationId, academicSessionId, version }) => {
    const held = given.get(sectionId) ?? [];
    const outcomes = taken.find((one) => one.sectionId === sectionId)?.outcomes ?? new Map();
    const drafts = [...outcomes].filter(([id]) => !held.some(({ studentId }) => studentId === id));
    const graded: GradedBy[] = held.map(({ gradebookVersion }) => ({ sectionId, gradebookVersion }));
    if (drafts.length > 0) graded.push({ sectionId, gradebookVersion: version });
    const entries = [
      ...held.map((result) => ({
        ...{ studentId: result.studentId, state: standingOf(result), version: result.version },
        publishedAt: result.releasedAt.toISOString(),
        ...{ percentage: result.percentage, grade: result.grade },
        ...{ isPassing: result.isPassing, isComplete: result.isComplete },
      })),
      ...drafts.map(([studentId, { percentage, grade, isPassing, isComplete }]) => ({
        ...{ studentId, state: 'DRAFT' as const, version: null, publishedAt: null },
        ...{ percentage, grade, isPassing, isComplete },
      })),
    ];
    return { sheet: { sectionId, organizationId, academicSessionId, entries }, graded };
  });
  const scales = await scalesOf(
    request,
    sheets.flatMap(({ graded }) => graded),
  );
  return sheets.map(({ sheet }) => ({
    ...sheet,
    scales: scales
      .filter(({ sectionId }) => sectionId === sheet.sectionId)
      .map(({ title, bands }) => ({
        title,
        bands: bands.map(({ grade, lowerBound }) => ({ grade, lowerBound })),
      })),
  }));
});
