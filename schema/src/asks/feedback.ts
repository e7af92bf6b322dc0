import { z } from 'zod';
import { defineAsk, id, instant, page, text } from '../define.ts';

export const campaignStates = ['PLANNED', 'OPEN', 'CLOSED', 'CANCELLED'] as const;
export const itemStates = ['OPEN', 'ANSWERED', 'RESOLVED'] as const;

/** How far evaluation campaigns are. Unknown ids are left out. */
export const Campaigns = defineAsk('feedback.campaigns', {
  admits: ['notifications'],
  input: z.object({ campaignIds: z.array(id) }),
  output: z.array(
    z.object({
      campaignId: id,
      organizationId: id,
      title: text,
      state: z.enum(campaignStates),
      closesAt: instant,
    }),
  ),
});

/**
 * Whom a campaign asks that is open, and who has not taken the ballot paper in one of its evaluations at least: a page after an id.
 * It is the roll that answers, which knows of no ballot: whether a paper that was taken was cast, nobody can say.
 */
export const NotAnswered = defineAsk('feedback.not-answered', {
  admits: ['notifications'],
  input: z.object({ campaignId: id, ...page }),
  output: z.object({ studentIds: z.array(id) }),
});

/** Whose feedback it is, and where it stands: not what was said. Unknown ids are left out. */
export const FeedbackItems = defineAsk('feedback.items', {
  admits: ['notifications'],
  input: z.object({ feedbackItemIds: z.array(id) }),
  output: z.array(
    z.object({ feedbackItemId: id, organizationId: id, authorId: id, state: z.enum(itemStates) }),
  ),
});
