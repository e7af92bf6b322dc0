import { person } from '@learnova/platform/actor';
import { defineLive, liveField } from '@learnova/platform/live/live';
import type { Pointer } from '@learnova/platform/live/log';
import { notFound } from '@learnova/platform/refusal';
import { type Request, roleEnd } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';
import { UUID } from '@learnova/schema/scalars';
import { topic } from '@learnova/schema/topics';
import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { FeedbackItem } from './feedback-item.entity.ts';
import { feedbackItems } from './feedback-item.loader.ts';
import { gave } from './feedback-item.policy.ts';

const itemTopic = (feedbackItemId: string) => topic('feedback.item', feedbackItemId);

export function pointAt(feedbackItemId: string, version: number): Pointer[] {
  return [
    { topic: itemTopic(feedbackItemId), typename: 'FeedbackItem', key: { id: feedbackItemId }, version },
  ];
}

/** Who gave it, always; who hears it for the school, until they no longer do. */
export const feedbackItemChanged = defineLive<{ feedbackItemId: string }>({
  field: 'feedbackItemChanged',
  key: ['id'],
  topic: ({ feedbackItemId }) => itemTopic(feedbackItemId),
  admit: async (request, { feedbackItemId }) => {
    person(request);
    const item = await request.load(feedbackItems, feedbackItemId);
    if (!item) throw notFound('feedback');
    if (gave(request, item)) return null;
    return roleEnd(await request.standing(), overseers, item.organizationId) ?? null;
  },
});

@Resolver()
export class FeedbackItemLiveResolver {
  @Subscription(() => FeedbackItem, {
    ...liveField,
    description: 'Something was said to the feedback, or it was resolved. For whoever sees it.',
  })
  feedbackItemChanged(
    @Root() { key }: Pointer,
    @Arg('feedbackItemId', () => UUID, { description: 'The feedback.' }) feedbackItemId: string,
    @Ctx() request: Request,
  ): Promise<FeedbackItem | null> {
    return key.id === feedbackItemId ? request.load(feedbackItems, feedbackItemId) : Promise.resolve(null);
  }
}
