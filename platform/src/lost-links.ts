import type { Pool, PoolClient } from 'pg';

/**
 * Gives a pool back the place of a client whose link ended while somebody had it. Kysely gives a client back only once a BEGIN,
 * COMMIT or ROLLBACK has succeeded, which none does over a lost link: as many transactions as the pool has places, and a
 * PostgreSQL that restarts beneath them would leave the process without any.
 */
export function freeLostLinks(pool: Pool): void {
  const out = new WeakSet<PoolClient>();
  pool.on('acquire', (client) => out.add(client));
  pool.on('release', (_error, client) => out.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!out.has(client)) return;
      const { release } = client;
      client.release = () => undefined; // whoever has it may give it back all the same
      release.call(client, true);
    });
  });
}
