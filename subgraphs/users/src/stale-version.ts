import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import type { Tables } from './tables.ts';

/** STALE_VERSION: a command was decided upon an older version; names who made the one that stands, and when. */
export async function staleVersion(request: Request, tableName: string, rowId: string): Promise<Refusal> {
  const last = await request
    .reads<Tables>()
    .selectFrom('audit_entry')
    .leftJoin('person', 'person.id', 'audit_entry.actor_id')
    .where('table_name', '=', tableName)
    .where('row_id', '=', rowId)
    .orderBy('at', 'desc')
    .orderBy('audit_entry.id', 'desc')
    .select(['at', 'name'])
    .executeTakeFirst();
  const who = last
    ? `${last.name ?? 'Somebody'} changed this at ${last.at.toISOString()}.`
    : 'This is not the version that stands.';
  return refusal('STALE_VERSION', `${who} Read it again, then decide anew.`, {
    field: ['input', 'expectedVersion'],
    changedBy: last?.name ?? null,
    changedAt: last?.at.toISOString() ?? null,
  });
}
