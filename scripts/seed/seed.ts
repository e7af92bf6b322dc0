import { newId } from '@learnova/platform/ids';
import type { Running } from '@learnova/platform/running';
import type { School } from '@learnova/schema/school';
import { serviceNames } from '@learnova/schema/services';
import { Client, escapeIdentifier } from 'pg';

/**
 * Writes a school into an empty system, each subgraph its own part. Does nothing where a school was written before; what an
 * interrupted run left is removed first, since nobody can have worked with it.
 * @returns whether it wrote one
 */
export async function seedOnce(
  databaseUrl: string,
  running: readonly Running[],
  school: () => School,
): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      'create table if not exists platform.seeding (begun_at timestamptz not null, done_at timestamptz)',
    );
    const { rows } = await client.query('select done_at from platform.seeding');
    if (rows[0]?.done_at) return false;
    if (rows[0]) await empty(client);
    else await client.query('insert into platform.seeding values (now())');
    await writeSchool(running, school());
    await client.query('update platform.seeding set done_at = now()');
    return true;
  } finally {
    await client.end();
  }
}

/** All parts at once, each in a transaction of its own subgraph. */
export async function writeSchool(running: readonly Running[], school: School): Promise<void> {
  for (const service of running) {
    const { seed } = service.subgraph;
    if (!seed) continue;
    const request = service.request({
      id: newId(),
      actor: { kind: 'service', service: service.name },
      operation: 'seed',
    });
    await request.em.begin();
    try {
      await seed(request, school);
      await request.em.commit();
    } catch (error) {
      await request.em.rollback();
      throw error;
    }
  }
}

async function empty(client: Client): Promise<void> {
  const { rows } = await client.query<{ schemaname: string; tablename: string }>(
    `select schemaname, tablename from pg_tables where schemaname = any($1) and tablename <> 'migration'`,
    [serviceNames],
  );
  const tables = rows.map((row) => `${escapeIdentifier(row.schemaname)}.${escapeIdentifier(row.tablename)}`);
  if (tables.length > 0) await client.query(`truncate ${tables.join(', ')}`);
}
