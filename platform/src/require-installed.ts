import { CannotStart } from './cannot-start.ts';
import { connected } from './connected.ts';
import type { Subgraph } from './manifest.ts';

/**
 * Makes sure that the tables which a subgraph works on are there. Migrations that it does not know do not trouble it: during an
 * update the old processes work on for a while.
 * @throws CannotStart when one of its own migrations has not run
 */
export async function requireInstalled(databaseUrl: string, subgraph: Subgraph): Promise<void> {
  const client = await connected(databaseUrl);
  try {
    const table = `"${subgraph.name}".migration`;
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      table,
    ]);
    const ran = rows[0]?.there
      ? (await client.query<{ name: string }>(`select name from ${table}`)).rows
      : [];
    const names = new Set(ran.map(({ name }) => name));
    const missing = subgraph.migrations.map(({ name }) => name).filter((name) => !names.has(name));
    if (missing.length === 0) return;
    throw new CannotStart(
      `${subgraph.name} cannot work on this database: ${missing.join(', ')} did not run yet. Run the migrations first (the job \`migrate\`: \`node dist/migrate.main.js\` of the workers).`,
    );
  } finally {
    await client.end();
  }
}
