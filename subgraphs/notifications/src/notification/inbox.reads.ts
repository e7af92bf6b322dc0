import type { Page } from '@learnova/platform/connection';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../tables.ts';
import type { Notification } from './notification.entity.ts';
import { notificationLoader } from './notification.loader.ts';
import { knownNow } from './subjects.ts';

/** The parts of an inbox's sort key, newest first. */
const place = z.tuple([instant, id]);

export const placeOf = ({ createdAt, id }: Notification): readonly string[] => [createdAt.toISOString(), id];

/** A page's entries and one more, newest first. */
export async function readInbox(request: Request, personId: string, page: Page): Promise<Notification[]> {
  const after = page.after === null ? null : place.safeParse(page.after);
  if (after?.success === false)
    throw badInput(['after'], 'This is no cursor of an inbox: take `endCursor` as it came.');
  const inbox = await inboxOf(request, personId);
  const ids = await inbox
    .select('id')
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (${after?.data?.[0]}::timestamptz, ${after?.data?.[1]}::uuid)`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  const entries = await request.loadMany(
    notificationLoader,
    ids.map(({ id }) => id),
  );
  return entries.filter((entry) => entry !== null);
}

/** Unread entries among those that the person may see now. */
export async function countUnread(request: Request, personId: string): Promise<number> {
  const inbox = await inboxOf(request, personId);
  const { unread } = await inbox
    .where('read_at', 'is', null)
    .select(({ fn }) => fn.countAll<string>().as('unread'))
    .executeTakeFirstOrThrow();
  return Number(unread);
}

/** The rule of `mayReadNotification` as SQL, so that pages and counts are of what may be seen. */
async function inboxOf(request: Request, personId: string) {
  const rules = [...(await knownNow(request))].map(([{ kinds }, known]) => {
    const ofThis = sql`kind = any(${kinds}::text[])`;
    if (known === 'everybody') return ofThis;
    return sql`${ofThis} and (not jsonb_path_exists(statements, '$[*].studentId') or exists (
      select from jsonb_array_elements(statements) as statement
      where (statement ->> 'studentId')::uuid = any(${[...known]}::uuid[])
    ))`;
  });
  return request
    .reads<Tables>()
    .selectFrom('notification')
    .where('person_id', '=', personId)
    .where(sql<boolean>`(${rules.length === 0 ? sql`false` : sql.join(rules, sql` or `)})`);
}
