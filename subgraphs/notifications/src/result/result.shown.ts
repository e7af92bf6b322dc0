import type { Request } from '@learnova/platform/request';
import { PublishedResults } from '@learnova/schema/asks/assessments';
import { Holds } from '@learnova/schema/asks/finance';
import type { ResultTold } from './result.rules.ts';

/**
 * Results of students that can be seen now: published, not withheld by the office, and not held back by fees. Two questions, for
 * however many students.
 * @throws where one of the two does not answer: then nobody is told, and it is tried again
 */
export async function shownResultsOf(request: Request, ids: readonly string[]): Promise<ResultTold[]> {
  const studentIds = [...new Set(ids)].sort();
  if (studentIds.length === 0) return [];
  const students = await request.ask(PublishedResults, { studentIds, after: null, limit: 1 });
  const standing = await request.ask(Holds, { studentIds });
  const free = new Set(standing.filter(({ held }) => !held).map(({ studentId }) => studentId));
  return students
    .filter(({ studentId }) => free.has(studentId))
    .flatMap(({ studentId, results }) =>
      results.map(({ resultId, sectionId }) => ({ resultId, sectionId, studentId })),
    );
}
