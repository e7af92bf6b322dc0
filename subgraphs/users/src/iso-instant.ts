import { type RawBuilder, sql } from 'kysely';

/** An instant of SQL as asks and refusals carry it: ISO 8601 in UTC. */
export function isoInstant(instant: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
