import type { Page } from '@learnova/platform/connection';
import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { peopleTables, personColumns } from '../person/person.reads.ts';
import type { StudentRow } from '../person/student.loader.ts';
import { type OwnViewpoint, ownViewpoint, pupilsAmong } from '../person/viewpoint.ts';
import type { Tables } from '../tables.ts';
import { subtreesOf } from './organization.reads.ts';

/**
 * The students of an organization and of all below it whom the request may see, in the order of their names. The whole set
 * is authorised before a page is cut: by where the office of the person reaches, and by the ids of those who are theirs.
 */
export async function visibleStudentsOf(
  request: Request,
  organizationId: string,
  page: Page,
): Promise<StudentRow[]> {
  const who = await ownViewpoint(request);
  const here = (await subtreesOf(request, [organizationId])).get(organizationId) ?? [];
  const office = here.filter((id) => who.office.has(id));
  const theirs = await idsOfTheirs(
    request,
    who,
    here.filter((id) => !who.office.has(id)),
  );
  const { rows } = await sql<StudentRow>`
    select ${personColumns} from ${peopleTables}
    where (s.organization_id = any(${office}::uuid[]) or s.id = any(${theirs}::uuid[])) and ${isAfter(page)}
    order by p.sort_name, p.id limit ${page.limit}
  `.execute(request.reads<unknown>());
  return rows;
}

/** Students of these organizations who are the person themselves, their children or their pupils. */
async function idsOfTheirs(
  request: Request,
  who: OwnViewpoint,
  organizationIds: readonly string[],
): Promise<string[]> {
  const rows = await request
    .reads<Tables>()
    .selectFrom('student')
    .where('organization_id', '=', sql<string>`any(${organizationIds}::uuid[])`)
    .select('id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const pupils = await pupilsAmong(request, ids);
  return ids.filter((id) => id === who.personId || who.children.has(id) || pupils.has(id));
}

/** The column's own collation orders names, in the list and here alike. A cursor's id is text: it may be made up. */
function isAfter({ after }: Page): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const [sortName, id] = after;
  return sql`(p.sort_name, p.id::text) > (${sortName}, ${id})`;
}
