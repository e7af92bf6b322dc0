import type { Page } from '@learnova/platform/connection';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { tiesOf } from '../person.ties.ts';
import type { Announcement } from './announcement.entity.ts';
import { announcements } from './announcement.loader.ts';
import { Audience } from './audience.enum.ts';

const place = z.tuple([instant, id]);

/** The parts of the sort key: newest first. */
export const placeOf = ({ visibleFrom, id }: Announcement): readonly string[] => [
  visibleFrom.toISOString(),
  id,
];

/** What is shown now to the person who asks, newest first: the rule of `isFor` as SQL, so that pages are of what may be seen. */
export async function announcementsFor(request: Request, page: Page): Promise<Announcement[]> {
  const [{ as }, now] = [await tiesOf(request), await request.now()];
  const parts = Object.values(Audience).map((part) => {
    const { organizationIds, sectionIds } = as[part];
    return sql<boolean>`(audience @> array[${part}] and case when section_id is null
      then organization_id = any(${[...organizationIds]}::uuid[]) else section_id = any(${[...sectionIds]}::uuid[]) end)`;
  });
  return pageWhere(
    request,
    sql`withdrawn_at is null and visible_from <= ${now} and (visible_to is null or visible_to > ${now})
      and (${sql.join(parts, sql` or `)})`,
    page,
  );
}

/** All that was ever announced in an organization itself, newest first: for who oversees it. */
export function announcementsOf(
  request: Request,
  organizationId: string,
  page: Page,
): Promise<Announcement[]> {
  return pageWhere(request, sql`organization_id = ${organizationId}`, page);
}

async function pageWhere(
  request: Request,
  condition: RawBuilder<unknown>,
  { limit, after }: Page,
): Promise<Announcement[]> {
  const from = after === null ? null : place.safeParse(after);
  if (from?.success === false)
    throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
  const beyond = from
    ? sql`and (visible_from, id) < (${from.data[0]}::timestamptz, ${from.data[1]}::uuid)`
    : sql``;
  const { rows } = await sql<{ id: string }>`
    select id from announcement where ${condition} ${beyond} order by visible_from desc, id desc limit ${limit}
  `.execute(request.reads<unknown>());
  const found = await request.loadMany(
    announcements,
    rows.map(({ id }) => id),
  );
  return found.filter((one) => one !== null);
}
