import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import type { OrganizationKind } from './organization-kind.enum.ts';

/** An organization with what it inherits. */
export interface OrganizationRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly kind: OrganizationKind;
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly version: number;
}

/** What an organization `o` of the statement inherits: the nearest ancestor that sets the value decides. */
export function inherited(column: 'time_zone' | 'locale'): RawBuilder<string> {
  const value = sql.ref(`a.${column}`);
  return sql<string>`(
    select ${value} from organization a where a.id = any(o.path) and ${value} is not null
    order by cardinality(a.path) desc limit 1
  )`;
}

export async function organizationsById(
  request: Request,
  ids: readonly string[],
): Promise<OrganizationRow[]> {
  return organizationsWhere(request, sql`o.id = any(${ids}::uuid[])`);
}

export async function childrenOf(request: Request, ids: readonly string[]): Promise<OrganizationRow[]> {
  return organizationsWhere(request, sql`o.parent_id = any(${ids}::uuid[])`);
}

/** The root: what everything stands below. */
export async function institution(request: Request): Promise<OrganizationRow | undefined> {
  const [root] = await organizationsWhere(request, sql`o.parent_id is null`);
  return root;
}

async function organizationsWhere(
  request: Request,
  condition: RawBuilder<unknown>,
): Promise<OrganizationRow[]> {
  const { rows } = await sql<OrganizationRow>`
    select o.id, o.parent_id as "parentId", o.path, o.kind, o.name, o.version,
      ${inherited('time_zone')} as "timeZone", ${inherited('locale')} as locale
    from organization o where ${condition} order by o.name, o.id
  `.execute(request.reads<unknown>());
  return rows;
}

/** The organizations and all below them. */
export async function subtreesOf(request: Request, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; subtree: string[] }>`
    select o.id, array_agg(below.id order by cardinality(below.path), below.id) as subtree
    from organization o join organization below on below.path @> array[o.id]
    where o.id = any(${ids}::uuid[]) group by o.id
  `.execute(request.reads<unknown>());
  return new Map(rows.map((row) => [row.id, row.subtree]));
}

/** Whether the database knows a zone: of one that it does not know, every question after a day there would fail. */
export async function isTimeZoneKnown(request: Request, timeZone: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from pg_timezone_names where name = ${timeZone}) as known
  `.execute(request.reads<unknown>());
  return rows[0]?.known === true;
}
