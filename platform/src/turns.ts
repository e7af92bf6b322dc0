import { sql } from 'kysely';
import type { Request } from './request.ts';

/**
 * For work that may go on beside others of its kind, and not beside whoever takes the turn of this name alone: reactions that each
 * keep a part of a read model, and its rebuilding; commands about what lies in a term, and another day for its end. It comes before all
 * other turns, and ends with the transaction.
 */
export async function shareTurn(request: Request, key: string): Promise<void> {
  if (!request.em.isInTransaction()) await request.em.begin();
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`.execute(
    request.reads<unknown>(),
  );
}

/**
 * For a decision upon rows that no constraint and no version guards: whoever else takes one of these turns waits until this
 * command is committed or refused, or this reaction has ended, and then reads what it has left. Each call takes its keys in one
 * order, so nobody waits in a ring. A command takes turns under `idempotent` alone, which lets go of them when it is refused.
 * @param keys say what they are of: `student <id>`
 */
export async function takeTurns(request: Request, keys: readonly string[]): Promise<void> {
  if (!request.em.isInTransaction()) await request.em.begin();
  await sql`
    select pg_advisory_xact_lock(key)
    from (select hashtextextended(name, 0) as key from unnest(${keys}::text[]) as name order by key) as keys
  `.execute(request.reads<unknown>());
}
