import { Clash, commit } from '@learnova/platform/commit';
import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { DriverException, OptimisticLockError } from '@mikro-orm/core';
import { sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Commits a new dated fact; `taken` explains that one with the same days was committed in the meantime. */
export async function commitNew(request: Request, taken: () => Refusal): Promise<void> {
  try {
    await commit(request, taken);
  } catch (error) {
    if (error instanceof DriverException && error.code === exclusionViolation) throw new Clash(error, taken);
    throw error;
  }
}

/** Commits a change of a row that was read at a version; who was faster is named. */
export async function commitChange(request: Request, tableName: string, rowId: string): Promise<void> {
  const stale = () => staleVersion(request, tableName, rowId);
  try {
    await commit(request, stale);
  } catch (error) {
    if (error instanceof OptimisticLockError) throw await stale();
    throw error;
  }
}

/** STALE_VERSION, naming who changed the row last and when. */
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

/** PostgreSQL's SQLSTATE of an exclusion constraint. */
const exclusionViolation = '23P01';
