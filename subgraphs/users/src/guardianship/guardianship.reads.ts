import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { isoInstant } from '../iso-instant.ts';
import { inherited } from '../organization/organization.reads.ts';

export interface GuardianshipRow {
  readonly id: string;
  readonly guardianId: string;
  readonly studentId: string;
  /** The child's school, whose time zone decides what day it is. */
  readonly organizationId: string;
  readonly recordsAccess: boolean;
  readonly notifyAttendance: boolean;
  readonly livesWith: boolean;
  readonly legal: boolean;
  readonly pays: boolean;
  readonly priority: number;
  readonly from: string;
  readonly to: string | null;
  readonly version: number;
  /** The day it is now at the child's school. */
  readonly today: string;
  readonly holdsToday: boolean;
  /** ISO 8601: midnight at the school when it ends; null while it has no end. */
  readonly until: string | null;
}

export async function guardianshipsById(
  request: Request,
  ids: readonly string[],
): Promise<GuardianshipRow[]> {
  return guardianshipsWhere(request, sql`g.id = any(${ids}::uuid[])`);
}

export async function guardianshipsOfStudents(
  request: Request,
  studentIds: readonly string[],
): Promise<GuardianshipRow[]> {
  return guardianshipsWhere(request, sql`g.student_id = any(${studentIds}::uuid[])`);
}

/** Those that hold now, in the time zone of the child's school; whatever their flags. */
export async function guardianshipsToday(
  request: Request,
  of: { readonly guardianIds?: readonly string[]; readonly studentIds?: readonly string[] },
): Promise<GuardianshipRow[]> {
  const { guardianIds = [], studentIds = [] } = of;
  const condition = sql`(g.guardian_id = any(${guardianIds}::uuid[]) or g.student_id = any(${studentIds}::uuid[]))`;
  return (await guardianshipsWhere(request, condition)).filter((row) => row.holdsToday);
}

/** The zone is looked up once for each school, however many guardianships there are. */
async function guardianshipsWhere(
  request: Request,
  condition: RawBuilder<unknown>,
): Promise<GuardianshipRow[]> {
  const now = await request.now();
  const { rows } = await sql<GuardianshipRow>`
    with held as materialized (
      select g.*, s.organization_id from guardianship g join student s on s.id = g.student_id where ${condition}
    ), here as materialized (
      select o.id, ${inherited('time_zone')} as zone from organization o
      where o.id in (select organization_id from held)
    ), today as materialized (
      select id, zone, (${now}::timestamptz at time zone zone)::date as day from here
    )
    select held.id, guardian_id as "guardianId", student_id as "studentId", organization_id as "organizationId",
      records_access as "recordsAccess", notify_attendance as "notifyAttendance", lives_with as "livesWith",
      legal, pays, priority, from_day as "from", to_day as "to", version, today.day as today,
      from_day <= today.day and (to_day is null or to_day > today.day) as "holdsToday",
      ${isoInstant(sql`(to_day::timestamp at time zone today.zone)`)} as until
    from held join today on today.id = held.organization_id
    order by student_id, priority, held.id
  `.execute(request.reads<unknown>());
  return rows;
}
