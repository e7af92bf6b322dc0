import type { Page } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import { badInput } from '@learnova/platform/refusal';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { overseers } from '@learnova/schema/role-groups';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { FeedbackItem } from './feedback-item.entity.ts';
import { gave } from './feedback-item.policy.ts';
import { FeedbackReply } from './feedback-reply.entity.ts';
import { FeedbackText } from './feedback-text.entity.ts';

/** The door to feedback. */
export const feedbackItems = defineLoader<FeedbackItem>({
  type: 'FeedbackItem',
  load: (request, ids) => request.em.find(FeedbackItem, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const heard = organizationsOf(await request.standing(), overseers);
    return rows.filter((row) => gave(request, row) || heard.has(row.organizationId));
  },
});

/** Texts of feedback and replies that whoever asks has come to through the door. */
export const feedbackTexts = defineLoader<FeedbackText>({
  type: 'FeedbackText',
  load: (request, ids) => request.em.find(FeedbackText, { id: { $in: [...ids] } }),
  visible: async (_request, rows) => rows,
});

export interface Replies {
  /** The feedback. */
  readonly id: string;
  readonly replies: readonly FeedbackReply[];
}

/** Replies to feedback that whoever asks has come to through the door, in the order in which they were given. */
export const feedbackReplies = defineLoader<Replies>({
  type: 'FeedbackReply',
  load: async (request, ids) => {
    const found = await request.em.find(
      FeedbackReply,
      { feedbackItemId: { $in: [...ids] } },
      { orderBy: { repliedAt: 'asc', id: 'asc' } },
    );
    const byItem = Map.groupBy(found, ({ feedbackItemId }) => feedbackItemId);
    return ids.map((itemId) => ({ id: itemId, replies: byItem.get(itemId) ?? [] }));
  },
  visible: async (_request, rows) => rows,
});

const place = z.tuple([instant, id]);

/** The parts of the sort key: newest first. */
export const placeOf = ({ givenAt, id }: FeedbackItem): readonly string[] => [givenAt.toISOString(), id];

/** A page of feedback, newest first. */
async function pageWhere(
  request: Request,
  condition: RawBuilder<unknown>,
  { limit, after }: Page,
): Promise<FeedbackItem[]> {
  const from = after === null ? null : place.safeParse(after);
  if (from?.success === false)
    throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
  const beyond = from
    ? sql`and (given_at, id) < (${from.data[0]}::timestamptz, ${from.data[1]}::uuid)`
    : sql``;
  const { rows } = await sql<{ id: string }>`
    select id from feedback_item where ${condition} ${beyond} order by given_at desc, id desc limit ${limit}
  `.execute(request.reads<unknown>());
  const items = await request.loadMany(
    feedbackItems,
    rows.map((row) => row.id),
  );
  return items.filter((item) => item !== null);
}

export function pageOfAuthor(request: Request, authorId: string, page: Page): Promise<FeedbackItem[]> {
  return pageWhere(request, sql`author_id = ${authorId}::uuid`, page);
}

/** @param state of this state alone; of any where it is null */
export function pageOfOrganizations(
  request: Request,
  organizationIds: readonly string[],
  state: string | null,
  page: Page,
): Promise<FeedbackItem[]> {
  const ofState = state === null ? sql`` : sql`and state = ${state}`;
  return pageWhere(request, sql`organization_id = any(${organizationIds}::uuid[]) ${ofState}`, page);
}
