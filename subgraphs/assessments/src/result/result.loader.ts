import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { visibleResults } from './result.policy.ts';
import { currentResultsOf, type FoundResult, latestResultsIn, resultsById } from './result.reads.ts';

/** The door to results. */
export const sectionResults = defineLoader<FoundResult>({
  type: 'SectionResult',
  load: resultsById,
  visible: visibleResults,
});

interface Results {
  readonly id: string;
  readonly results: readonly FoundResult[];
}

/** What holds of each student, as far as it may be seen: one query for however many students. */
const resultsOfStudents = defineLoader<Results>({
  type: 'Student.results',
  load: async (request, ids) => grouped(ids, await currentResultsOf(request, ids), 'studentId'),
  visible: seen,
});

/** What holds, or is to hold, in each section. */
const resultsInSections = defineLoader<Results>({
  type: 'Section.results',
  load: async (request, ids) => grouped(ids, await latestResultsIn(request, ids), 'sectionId'),
  visible: seen,
});

export async function resultsOfStudent(request: Request, id: string): Promise<readonly FoundResult[]> {
  return (await request.load(resultsOfStudents, id))?.results ?? [];
}

export async function resultsInSection(request: Request, id: string): Promise<readonly FoundResult[]> {
  return (await request.load(resultsInSections, id))?.results ?? [];
}

function grouped(
  ids: readonly string[],
  rows: readonly FoundResult[],
  by: 'studentId' | 'sectionId',
): Results[] {
  const groups = Map.groupBy(rows, (row) => row[by]);
  return ids.map((id) => ({ id, results: groups.get(id) ?? [] }));
}

/** All of the results are decided upon at once. */
async function seen(request: Request, groups: readonly Results[]): Promise<Results[]> {
  const rows = await visibleResults(
    request,
    groups.flatMap(({ results }) => results),
  );
  const visible = new Set(rows);
  return groups.map(({ id, results }) => ({ id, results: results.filter((row) => visible.has(row)) }));
}
