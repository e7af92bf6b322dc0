import { answer } from '@learnova/platform/ask/answer';
import { idsIn } from '@learnova/platform/ask/ids-in';
import { PublishedResults } from '@learnova/schema/asks/assessments';
import { currentResultsOf } from './result.reads.ts';

export const answerPublishedResults = answer(PublishedResults, async (request, { studentIds, ...page }) => {
  const ids = studentIds ?? (await idsIn(request, 'section_result', 'student_id', page));
  const held = (await currentResultsOf(request, ids)).filter(({ isWithheld }) => !isWithheld);
  const results = Map.groupBy(held, ({ studentId }) => studentId);
  return ids.map((studentId) => ({
    studentId,
    results: (results.get(studentId) ?? []).map(({ id: resultId, sectionId, releasedAt }) => ({
      ...{ resultId, sectionId, publishedAt: releasedAt.toISOString() },
    })),
  }));
});
