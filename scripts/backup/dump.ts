import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CannotStart } from '@learnova/platform/cannot-start';
import { databaseName, roleName } from '@learnova/platform/database';
import { type ServiceName, serviceNames } from '@learnova/schema/services';
import { Client, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BackupManifest, type BackupTable, digestOfFile } from './manifest.ts';

type Dumped = Pick<BackupManifest, 'server' | 'migrations' | 'clockOffset' | 'eventNumber' | 'tables'>;

const columnsSql = `
  select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = to_regnamespace($1) and c.relkind = 'r' and c.relname <> 'migration'
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  group by c.relname order by c.relname
`;

/**
 * Writes every row that a service owns to a file for each table, all as of one instant, while the system goes on to work.
 * Queue and live log are left out: what stands in the outbox fills them again.
 */
export async function dump(databaseUrl: string, folder: string): Promise<Dumped> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'learnova-backup' });
  // As in a restore: the next query tells of it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await requireSchool(client);
    await client.query('begin isolation level repeatable read read only');
    const migrations: Record<string, string[]> = {};
    const tables: BackupTable[] = [];
    for (const service of serviceNames) {
      await client.query(`set local role ${escapeIdentifier(roleName(databaseName(databaseUrl), service))}`);
      migrations[service] = await migrationsOf(client, service);
      const { rows } = await client.query<Pick<BackupTable, 'name' | 'columns'>>(columnsSql, [service]);
      for (const row of rows) tables.push(await write(client, folder, { schema: service, ...row }));
    }
    await client.query('commit');
    const { rows } = await client.query<{ server: string; offset: string; number: string }>(
      `select current_setting('server_version') as server, (select "offset"::text from platform.clock) as offset,
         (select last_value from platform.event_number) as number`,
    );
    const [row] = rows;
    if (!row) throw new Error('the database told nothing of itself');
    return {
      server: row.server,
      migrations,
      clockOffset: row.offset,
      eventNumber: Number(row.number),
      tables,
    };
  } finally {
    await client.end();
  }
}

async function requireSchool(client: Client): Promise<void> {
  const names = ['platform.clock', 'platform.restoring', ...serviceNames.map((name) => `${name}.migration`)];
  const { rows } = await client.query<{ name: string }>(
    'select name from unnest($1::text[]) as name where to_regclass(name) is not null',
    [names],
  );
  const found = rows.map(({ name }) => name);
  if (found.includes('platform.restoring'))
    throw new CannotStart(
      'A restore into this database was interrupted: run it again before it is backed up.',
    );
  if (found.length < names.length - 1)
    throw new CannotStart(
      'This database holds no school of this release: start the system once, or name another database.',
    );
}

async function migrationsOf(client: Client, service: ServiceName): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from ${escapeIdentifier(service)}.migration order by id`,
  );
  return rows.map(({ name }) => name);
}

async function write(
  client: Client,
  folder: string,
  { schema, name, columns }: Pick<BackupTable, 'schema' | 'name' | 'columns'>,
): Promise<BackupTable> {
  const file = `${schema}.${name}.copy.gz`;
  const path = join(folder, file);
  const isDone = once(client, 'drain');
  // What breaks the connection breaks the stream as well, and is told there.
  isDone.catch(() => undefined);
  const rows = client.query(copyTo(`copy ${copied({ schema, name, columns })} to stdout`));
  // The fastest level: the next ones save a tenth of the space for twice the time.
  await pipeline(
    rows,
    createGzip({ level: 1 }),
    createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }),
  );
  await isDone;
  return { schema, name, columns, file, rows: rows.rowCount, sha256: await digestOfFile(path) };
}

/** `schema.table (columns)`, as COPY wants it. */
export function copied({ schema, name, columns }: Pick<BackupTable, 'schema' | 'name' | 'columns'>): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)} (${columns.map(escapeIdentifier).join(', ')})`;
}
