import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Tables } from './tables.ts';

/** STALE_VERSION: a command was decided upon an older version; names who made the one that stands, and when. */
export async function staleVersion(request: Request, tableName: string, rowId: string): Promise<Refusal> {
  const { rows } = await sql<{ at: Date; name: string | null }>`
    select a.at, p.name from audit_entry a left join person p on p.id = a.actor_id
    where a.table_name = ${tableName} and a.row_id = ${rowId} order by a.at desc, a.id desc limit 1
  `.execute(request.reads<Tables>());
  const [last] = rows;
  const who = last
    ? `${last.name ?? 'Somebody'} changed this at ${last.at.toISOString()}.`
    : 'This is not the version that stands.';
  return refusal('STALE_VERSION', `${who} Read it again, then decide anew.`, {
    field: ['input', 'expectedVersion'],
    changedBy: last?.name ?? null,
    changedAt: last?.at.toISOString() ?? null,
  });
}
