import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/**
 * The one clock: the database's time plus an offset, which is zero outside tests. A request takes it once and hands it on.
 */
export async function clockOf(em: SqlEntityManager): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select platform.now() as now`.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('the database told no time');
  return row.now;
}
