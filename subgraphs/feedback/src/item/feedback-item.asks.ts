import { answer } from '@learnova/platform/ask/answer';
import { FeedbackItems } from '@learnova/schema/asks/feedback';
import { FeedbackItem } from './feedback-item.entity.ts';

export const answerFeedbackItems = answer(FeedbackItems, async (request, { feedbackItemIds }) => {
  const rows = await request.em.find(FeedbackItem, { id: { $in: feedbackItemIds } });
  return rows.map(({ id: feedbackItemId, organizationId, authorId, state }) => ({
    ...{ feedbackItemId, organizationId, authorId, state },
  }));
});
