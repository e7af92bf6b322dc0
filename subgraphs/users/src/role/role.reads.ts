import type { Request } from '@learnova/platform/request';
import type { RoleName } from '@learnova/schema/asks/users';
import { type RawBuilder, sql } from 'kysely';
import { isoInstant } from '../iso-instant.ts';
import { inherited } from '../organization/organization.reads.ts';

export interface RoleAssignmentRow {
  readonly id: string;
  readonly personId: string;
  readonly role: RoleName;
  readonly organizationId: string;
  readonly from: string;
  readonly to: string | null;
  readonly version: number;
  readonly holdsToday: boolean;
}

export function rolesById(request: Request, ids: readonly string[]): Promise<RoleAssignmentRow[]> {
  return rolesWhere(request, sql`r.id = any(${ids}::uuid[])`);
}

/** The roles that a person holds now, in the time zone of each organization. */
export async function rolesToday(request: Request, personId: string): Promise<RoleAssignmentRow[]> {
  return (await rolesWhere(request, sql`r.person_id = ${personId}`)).filter((row) => row.holdsToday);
}

/** Those that a person holds now or will hold. */
export function rolesAhead(request: Request, personId: string): Promise<RoleAssignmentRow[]> {
  return rolesWhere(request, sql`r.person_id = ${personId} and (r.to_day is null or r.to_day > today.day)`);
}

/** All who were, are or will be administrators of the institution, of those who may sign in. */
export function administrators(request: Request): Promise<RoleAssignmentRow[]> {
  return rolesWhere(
    request,
    sql`r.role = 'ADMINISTRATOR' and o.parent_id is null
      and exists (select from person p where p.id = r.person_id and p.deactivated_at is null)`,
  );
}

async function rolesWhere(request: Request, condition: RawBuilder<unknown>): Promise<RoleAssignmentRow[]> {
  const now = await request.now();
  const { rows } = await sql<RoleAssignmentRow>`
    select r.id, r.person_id as "personId", r.role, r.organization_id as "organizationId",
      r.from_day as "from", r.to_day as "to", r.version,
      r.from_day <= today.day and (r.to_day is null or r.to_day > today.day) as "holdsToday"
    from role_assignment r join organization o on o.id = r.organization_id
    cross join lateral (select (${now}::timestamptz at time zone ${inherited('time_zone')})::date as day) today
    where ${condition} order by r.from_day, r.id
  `.execute(request.reads<unknown>());
  return rows;
}

/** Who holds one of the roles today over each of the organizations: in it, or in one above it. Who may not sign in, does nothing there. */
export async function roleHolders(
  request: Request,
  organizationIds: readonly string[],
  roles: readonly RoleName[],
): Promise<{ organizationId: string; personId: string; role: RoleName }[]> {
  const now = await request.now();
  const { rows } = await sql<{ organizationId: string; personId: string; role: RoleName }>`
    select distinct below.id as "organizationId", r.person_id as "personId", r.role
    from organization below join organization o on o.id = any(below.path)
    join role_assignment r on r.organization_id = o.id
    join person p on p.id = r.person_id and p.deactivated_at is null
    cross join lateral (select (${now}::timestamptz at time zone ${inherited('time_zone')})::date as day) today
    where below.id = any(${organizationIds}::uuid[]) and r.role = any(${roles}::text[])
      and r.from_day <= today.day and (r.to_day is null or r.to_day > today.day)
    order by 1, 2, 3
  `.execute(request.reads<unknown>());
  return rows;
}

export interface HeldRow extends Pick<RoleAssignmentRow, 'personId' | 'role' | 'from' | 'to'> {
  readonly organizationIds: string[];
}

/** These roles of people on all days. One that ends on the day on which it begins never holds. */
export async function rolesHeld(
  request: Request,
  personIds: readonly string[],
  roles: readonly RoleName[],
): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select r.person_id as "personId", r.role, r.from_day as "from", r.to_day as "to",
      array(select below.id from organization below where below.path @> array[r.organization_id]) as "organizationIds"
    from role_assignment r
    where r.person_id = any(${personIds}::uuid[]) and r.role = any(${roles}::text[])
      and (r.to_day is null or r.to_day > r.from_day)
    order by r.from_day, r.id
  `.execute(request.reads<unknown>());
  return rows;
}

export interface StandingRow {
  readonly sessionEnded: boolean;
  readonly roles: {
    readonly role: RoleName;
    readonly organizationId: string;
    readonly organizationIds: string[];
    readonly until: string | null;
  }[];
}

/** What every request of every service asks first: so it is one statement, the time included. */
export async function standingOf(
  request: Request,
  personId: string,
  sessionId: string,
): Promise<StandingRow> {
  const { rows } = await sql<StandingRow>`
    with clock as materialized (select platform.now() as now), held as (
      select r.role, r.organization_id as "organizationId",
        array(select below.id from organization below where below.path @> array[o.id]) as "organizationIds",
        ${isoInstant(sql`(r.to_day::timestamp at time zone here.zone)`)} as until
      from role_assignment r join organization o on o.id = r.organization_id
      cross join lateral (select ${inherited('time_zone')} as zone) here
      cross join lateral (select (clock.now at time zone here.zone)::date as day from clock) today
      where r.person_id = ${personId} and r.from_day <= today.day and (r.to_day is null or r.to_day > today.day)
    )
    select
      not exists (
        select from sign_in_session s join person p on p.id = s.person_id
        where s.id = ${sessionId} and p.id = ${personId} and s.ended_at is null and p.deactivated_at is null
      ) as "sessionEnded",
      coalesce((select json_agg(held) from held), '[]') as roles
  `.execute(request.reads<unknown>());
  const [row] = rows;
  if (!row) throw new Error('the database answered no standing');
  return row;
}
