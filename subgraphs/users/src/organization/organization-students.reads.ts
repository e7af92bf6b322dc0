import type { Page } from '@learnova/platform/connection';
import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { peopleTables, personColumns } from '../person/person.reads.ts';
import type { StudentRow } from '../person/student.loader.ts';
import { ownViewpoint, pupilsOf } from '../person/viewpoint.ts';
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
  const others = here.filter((id) => !who.office.has(id));
  const theirs = others.length === 0 ? [] : [who.personId, ...who.children, ...(await pupilsOf(request))];
  const { rows } = await sql<StudentRow>`
    select ${personColumns} from ${peopleTables}
    where (s.organization_id = any(${office}::uuid[]) or s.organization_id = any(${others}::uuid[]) and s.id = any(${theirs}::uuid[]))
      and ${isAfter(page)}
    order by p.sort_name, p.id limit ${page.limit}
  `.execute(request.reads<unknown>());
  return rows;
}

/** The column's own collation orders names, in the list and here alike. A cursor's id is text: it may be made up. */
function isAfter({ after }: Page): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const [sortName, id] = after;
  return sql`(p.sort_name, p.id::text) > (${sortName}, ${id})`;
}
