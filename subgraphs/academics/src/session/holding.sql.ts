import type { Request } from '@learnova/platform/request';
import { type Expression, type RawBuilder, sql } from 'kysely';

type Zone = 'academic_session.time_zone' | 'school_enrollment.time_zone';
type DatedTable = 'section_staff' | 'section_enrollment' | 'school_enrollment' | 'program_enrollment';

/** SQL for the day that the request's time falls on, in a zone that stands in a column. */
export async function today(
  request: Request,
  zone: Zone = 'academic_session.time_zone',
): Promise<RawBuilder<string>> {
  const now = await request.now();
  return sql<string>`(${now.toISOString()}::timestamptz at time zone ${sql.ref(zone)})::date`;
}

/** SQL for whether a dated row holds on a day: `to` is the first day on which it does not. */
export function holds(table: DatedTable, day: Expression<string>): RawBuilder<boolean> {
  const [from, to] = [sql.ref(`${table}.from`), sql.ref(`${table}.to`)];
  return sql<boolean>`(${from} <= ${day} and (${to} is null or ${to} > ${day}))`;
}

/** SQL for a column that holds one of these ids; of an empty set, none. */
export function among(column: string, ids: Iterable<string>): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`;
}
