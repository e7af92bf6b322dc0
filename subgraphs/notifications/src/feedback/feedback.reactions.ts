import { type Envelope, on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { FeedbackItems, NotAnswered } from '@learnova/schema/asks/feedback';
import { RoleHolders } from '@learnova/schema/asks/users';
import { ItemGiven, ItemReplied, VotersReminded } from '@learnova/schema/events/feedback';
import { overseers } from '@learnova/schema/role-groups';
import type { z } from 'zod';
import { tellAll } from '../notification/notification.tell-all.ts';
import type { EvaluationTold, FeedbackTold } from './feedback.rules.ts';

/** Somebody told the school something: whoever hears it for the organization is told that there is something to read. */
const hearGiven = on(ItemGiven, 'notifications.hear-feedback-given', async (request, event) => {
  const item = await itemOf(request, event);
  if (item) await tellSchool(request, event, item);
});

/**
 * The school has said something to it: whoever gave it is told. What they add themselves is news to the school, also where it opens
 * again what was answered or resolved.
 */
const hearReplied = on(ItemReplied, 'notifications.hear-feedback-replied', async (request, event) => {
  const item = await itemOf(request, event);
  if (!item) return;
  const { feedbackItemId, authorId } = item;
  if (authorId === event.actorId) return tellSchool(request, event, item);
  const statements: FeedbackTold[] = [{ feedbackItemId }];
  await tellAll(request, event, 'FEEDBACK', [{ personId: authorId, kind: 'FEEDBACK_ANSWERED', statements }]);
});

type Item = z.infer<(typeof FeedbackItems)['output']>[number];

async function itemOf(
  request: Request,
  { payload }: Envelope<{ feedbackItemId: string }>,
): Promise<Item | undefined> {
  return (await request.ask(FeedbackItems, { feedbackItemIds: [payload.feedbackItemId] }))[0];
}

/** To whoever hears it for the organization, and has not given it: once for the event, while it waits for an answer. */
async function tellSchool(
  request: Request,
  event: Envelope,
  { feedbackItemId, organizationId, authorId, state }: Item,
): Promise<void> {
  if (state !== 'OPEN') return;
  const organizationIds = [organizationId];
  const holders = await request.ask(RoleHolders, { organizationIds, roles: [...overseers] });
  const hearers = new Set(holders.map(({ personId }) => personId));
  hearers.delete(authorId);
  const statements: FeedbackTold[] = [{ feedbackItemId }];
  await tellAll(
    request,
    event,
    'FEEDBACK',
    [...hearers].sort().map((personId) => ({ personId, kind: 'FEEDBACK_GIVEN', statements })),
  );
}

/** Students asked of the roll at once. */
const portion = 1_000;

/** It is time to remind: whoever has not taken a ballot paper is told, once for each event. */
const hearVotersReminded = on(
  VotersReminded,
  'notifications.hear-voters-reminded',
  async (request, event) => {
    const { campaignId } = event.payload;
    const statements: EvaluationTold[] = [{ campaignId }];
    const students = await notAnswered(request, campaignId);
    await tellAll(
      request,
      event,
      'FEEDBACK',
      students.map((personId) => ({ personId, kind: 'EVALUATION_REMINDER', statements })),
    );
  },
);

async function notAnswered(request: Request, campaignId: string): Promise<string[]> {
  const students: string[] = [];
  for (let after: string | null = null; ; after = students.at(-1) ?? null) {
    const page: { studentIds: string[] } = await request.ask(NotAnswered, {
      campaignId,
      after,
      limit: portion,
    });
    students.push(...page.studentIds);
    if (page.studentIds.length < portion) return students;
  }
}

export const feedbackReactions = [hearGiven, hearReplied, hearVotersReminded];
