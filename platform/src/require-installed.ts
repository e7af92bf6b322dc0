import type { Client } from 'pg';
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
    const missing = await missingMigrations(client, subgraph);
    if (missing.length === 0) return;
    throw new CannotStart(
      `${subgraph.name} cannot work on this database: ${missing.join(', ')} did not run yet. Run the migrations first (the job \`migrate\`: \`node dist/migrate.main.js\` of the workers).`,
    );
  } finally {
    await client.end();
  }
}

/** The names of a subgraph's migrations that have not run. */
export async function missingMigrations(client: Client, { name, migrations }: Subgraph): Promise<string[]> {
  const table = `"${name}".migration`;
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  const ran = rows[0]?.there ? (await client.query<{ name: string }>(`select name from ${table}`)).rows : [];
  const names = new Set(ran.map((row) => row.name));
  return migrations.map((migration) => migration.name).filter((each) => !names.has(each));
}
