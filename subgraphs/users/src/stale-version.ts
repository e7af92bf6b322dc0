import { changedMeanwhile, type Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import type { Tables } from './tables.ts';

/** STALE_VERSION: a command was decided upon an older version than this row has. Who changed it is in the audit. */
export async function staleVersion(
  request: Request,
  tableName: 'guardianship' | 'role_assignment' | 'organization' | 'person',
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Refusal> {
  const last = await request
    .reads<Tables>()
    .selectFrom('audit_entry')
    .leftJoin('person', 'person.id', 'audit_entry.actor_id')
    .where('table_name', '=', tableName)
    .where('row_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('audit_entry.id', 'desc')
    .select(['at', 'actor_id', 'name'])
    .executeTakeFirst();
  const newest = { version, changedBy: last?.actor_id ?? null, changedAt: last?.at ?? null };
  return changedMeanwhile('STALE_VERSION', tableName.replace('_', ' '), newest, last?.name ?? undefined);
}
