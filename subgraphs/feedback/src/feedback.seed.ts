import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { School } from '@learnova/schema/school';

/** Writes what was told to a school into empty tables, as if each of it had been said once. */
export async function seedFeedback(request: Request, { feedback }: Pick<School, 'feedback'>): Promise<void> {
  const { items } = feedback;
  const replies = items.flatMap((item) =>
    item.replies.map(({ by: authorId, at: repliedAt, ...reply }) => ({
      ...{ ...reply, feedbackItemId: item.id, authorId, repliedAt },
    })),
  );
  await fill(
    request,
    'feedback_item',
    items.map((item) => {
      const last = item.replies.at(-1);
      return {
        ...item,
        ...{ changedBy: last?.by ?? item.authorId, changedAt: last?.at ?? item.givenAt },
        version: item.replies.length + 1,
      };
    }),
  );
  await fill(request, 'feedback_reply', replies);
  await fill(request, 'feedback_text', [...items, ...replies]);
}
