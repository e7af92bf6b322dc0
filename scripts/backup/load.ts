import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CannotStart } from '@learnova/platform/cannot-start';
import { databaseName, roleName } from '@learnova/platform/database';
import { beginRestoring, endRestoring, install } from '@learnova/platform/install';
import type { Subgraph } from '@learnova/platform/manifest';
import { platformSchemas, type ServiceName, serviceNames } from '@learnova/schema/services';
import { Client, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { say } from '../lib/program.ts';
import { atMostRows } from './at-most-rows.ts';
import { copied } from './dump.ts';
import type { BackupManifest, BackupTable } from './manifest.ts';

/**
 * Brings a backup into an empty database: tables, roles and rights as the migrations make them that had run, every row, and then
 * the migrations that are newer. What fails leaves an empty database, and one that was killed is begun anew.
 * @throws CannotStart when the database is not empty
 */
export async function load(
  databaseUrl: string,
  folder: string,
  manifest: BackupManifest,
  subgraphs: readonly Subgraph[],
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'learnova-restore' });
  // Why a connection broke between two queries; the next one says no more than that it did.
  let broken: Error | undefined;
  client.on('error', (error) => {
    broken ??= error;
  });
  await client.connect();
  try {
    if (await isInterrupted(client)) await empty(client, databaseUrl);
    await requireEmpty(client);
    await client.query(beginRestoring);
    try {
      await install(
        databaseUrl,
        subgraphs.map((each) => asOf(manifest, each)),
        { isRestoring: true },
      );
      await client.query('begin');
      for (const table of manifest.tables) await read(client, databaseUrl, folder, table);
      await continueAfter(client, manifest);
      await client.query('commit');
      await install(databaseUrl, subgraphs, { isRestoring: true });
      await client.query(endRestoring);
      await client.query('analyze');
    } catch (error) {
      const cause = broken ?? error;
      await undo(client, databaseUrl);
      throw cause;
    }
  } finally {
    await client.end();
  }
}

/** The subgraph with those of its migrations alone that had run. */
function asOf({ migrations }: BackupManifest, subgraph: Subgraph): Subgraph {
  const ran = migrations[subgraph.name] ?? [];
  return { ...subgraph, migrations: subgraph.migrations.filter(({ name }) => ran.includes(name)) };
}

async function read(client: Client, databaseUrl: string, folder: string, table: BackupTable): Promise<void> {
  const role = roleName(databaseName(databaseUrl), table.schema as ServiceName);
  await client.query(`set local role ${escapeIdentifier(role)}`);
  // A migration may have written rows; they are among those of the backup.
  await client.query(`truncate ${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)}`);
  const isDone = once(client, 'drain');
  // What breaks the connection breaks the stream as well, and is told there.
  isDone.catch(() => undefined);
  const rows = client.query(copyFrom(`copy ${copied(table)} from stdin`));
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), atMostRows(table), rows);
  await isDone;
  if (rows.rowCount !== table.rows)
    throw new Error(`${table.file} gave ${rows.rowCount} rows where ${table.rows} were written`);
}

/**
 * No number of an event is given twice, not even one that was given after the backup: numbers go on from the milliseconds since
 * 1970, which rise faster than any school tells events. Up to there the live log counts as lost, so that whoever comes with
 * a cursor from before queries anew.
 */
async function continueAfter(client: Client, { eventNumber, clockOffset }: BackupManifest): Promise<void> {
  await client.query('set local role none');
  await client.query('update platform.clock set "offset" = $1', [clockOffset]);
  const { rows } = await client.query<{ number: string }>(
    `select setval('platform.event_number', greatest($1::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint)) as number`,
    [eventNumber],
  );
  await client.query('update platform.relay_state set forwarded = $1', [rows[0]?.number]);
}

async function isInterrupted(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    "select to_regclass('platform.restoring') is not null as found",
  );
  return rows[0]?.found ?? false;
}

async function requireEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1 limit 1`,
  );
  const [found] = rows;
  if (found)
    throw new CannotStart(
      `The database is not empty (${found.name} stands there): make a new one, and name it by DATABASE_URL.`,
    );
}

/** What made the restore fail is what counts: where this fails too, the database stays marked, and the next restore begins anew. */
async function undo(client: Client, databaseUrl: string): Promise<void> {
  try {
    await client.query('rollback');
    await empty(client, databaseUrl);
  } catch (error) {
    say(`The database could not be emptied again (${(error as Error).message}): the next restore does it.`);
  }
}

/** Takes away what a restore makes. */
async function empty(client: Client, databaseUrl: string): Promise<void> {
  const schemas = [...serviceNames, ...platformSchemas.filter((name) => name !== 'public')];
  for (const schema of schemas)
    await client.query(`drop schema if exists ${escapeIdentifier(schema)} cascade`);
  for (const service of serviceNames)
    await client.query(
      `drop role if exists ${escapeIdentifier(roleName(databaseName(databaseUrl), service))}`,
    );
}
