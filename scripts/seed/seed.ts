import { newId } from '@learnova/platform/ids';
import type { Running } from '@learnova/platform/running';
import type { School } from '@learnova/schema/school';
import { serviceNames } from '@learnova/schema/services';
import { Client, escapeIdentifier } from 'pg';

/** Whether a whole school stands in the database, whoever wrote it. */
export async function isSeeded(databaseUrl: string): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ begun: string | null; installed: string | null }>(
      "select to_regclass('platform.seeding') as begun, to_regclass('users.organization') as installed",
    );
    const before = rows[0]?.begun ? await seeding(client) : undefined;
    if (before) return before.done_at !== null;
    return rows[0]?.installed != null && (await hasSchool(client));
  });
}

/** Two who start at once do not both write. */
const seedLock = 7_301_004;

/**
 * Writes a school into an installed and empty system, each subgraph its own part. Does nothing where a school stands, whoever
 * wrote it; what an interrupted run left is removed first, since it had begun on empty tables and nobody can have worked with it.
 */
export async function seedOnce(
  databaseUrl: string,
  running: readonly Running[],
  school: () => School,
): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [seedLock]);
    await client.query(
      'create table if not exists platform.seeding (begun_at timestamptz not null, done_at timestamptz)',
    );
    const before = await seeding(client);
    if (before?.done_at) return;
    if (before) await empty(client);
    else if (await hasSchool(client)) return;
    else await client.query('insert into platform.seeding values (now())');
    await writeSchool(running, school());
    await client.query('update platform.seeding set done_at = now()');
  });
}

async function seeding(client: Client): Promise<{ done_at: Date | null } | undefined> {
  const { rows } = await client.query<{ done_at: Date | null }>('select done_at from platform.seeding');
  return rows[0];
}

async function hasSchool(client: Client): Promise<boolean> {
  const { rows } = await client.query('select 1 from users.organization limit 1');
  return rows.length > 0;
}

/** Whether somebody has this e-mail. */
export async function knows(databaseUrl: string, email: string): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query('select from users.person where email = $1', [email]);
    return rows.length > 0;
  });
}

async function withClient<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
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
