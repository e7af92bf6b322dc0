import { on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { FeedbackItems, NotAnswered } from '@learnova/schema/asks/feedback';
import { RoleHolders } from '@learnova/schema/asks/users';
import { ItemGiven, ItemReplied, VotersReminded } from '@learnova/schema/events/feedback';
import { overseers } from '@learnova/schema/role-groups';
import { tellAll } from '../notification/notification.tell-all.ts';
import { type EvaluationTold, type FeedbackTold } from './feedback.rules.ts';

/** Somebody told the school something: whoever hears it for the organization is told that there is something to read. */
const hearGiven = on(ItemGiven, 'notifications.hear-feedback-given', async (request, event) => {
  const { feedbackItemId } = event.payload;
  const [item] = await request.ask(FeedbackItems, { feedbackItemIds: [feedbackItemId] });
  if (item?.state !== 'OPEN') return;
  const organizationIds = [item.organizationId];
  const holders = await request.ask(RoleHolders, { organizationIds, roles: [...overseers] });
  const hearers = new Set(holders.map(({ personId }) => personId));
  hearers.delete(item.authorId);
  const statements: FeedbackTold[] = [{ feedbackItemId }];
  await tellAll(
    request,
    event,
    'FEEDBACK',
    [...hearers].sort().map((personId) => ({ personId, kind: 'FEEDBACK_GIVEN', statements })),
  );
});

/** The school has said something to it: whoever gave it is told. What they add themselves is no news to them. */
const hearReplied = on(ItemReplied, 'notifications.hear-feedback-replied', async (request, event) => {
  const { feedbackItemId } = event.payload;
  const [item] = await request.ask(FeedbackItems, { feedbackItemIds: [feedbackItemId] });
  if (!item || item.authorId === event.actorId) return;
  const statements: FeedbackTold[] = [{ feedbackItemId }];
  await tellAll(request, event, 'FEEDBACK', [
    { personId: item.authorId, kind: 'FEEDBACK_ANSWERED', statements },
  ]);
});

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
