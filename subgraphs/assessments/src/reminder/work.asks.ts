import { answer } from '@learnova/platform/ask/answer';
import { WorkToHandIn } from '@learnova/schema/asks/assessments';
import { openWork } from './work.reads.ts';

export const answerWorkToHandIn = answer(WorkToHandIn, async (request, { studentIds, lineItemIds }) => {
  const open = Map.groupBy(await openWork(request, studentIds, lineItemIds), ({ studentId }) => studentId);
  return studentIds.map((studentId) => ({
    studentId,
    work: (open.get(studentId) ?? []).map(({ lineItemId, sectionId, title, dueAt }) => ({
      ...{ lineItemId, sectionId, title, dueAt: dueAt.toISOString() },
    })),
  }));
});
