import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Tables } from '../tables.ts';
import { knownChildren } from './known-children.ts';

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
  const children = [...(await knownChildren(request))];
  const isAboutOne = sql<boolean>`exists (
    select from jsonb_array_elements(statements) as statement
    where (statement ->> 'studentId')::uuid = any(${children}::uuid[])
  )`;
  return request
    .reads<Tables>()
    .selectFrom('notification')
    .where('person_id', '=', personId)
    .where(isAboutOne);
}
