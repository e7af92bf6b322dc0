import { createHash } from 'node:crypto';
import { serviceNames } from '@learnova/schema/services';
import { Client, escapeIdentifier as quoted } from 'pg';
import { roleName } from '../database.ts';
import { newId } from '../ids.ts';
import { install } from '../install.ts';
import { testServers } from './environment.ts';

/** A migrated database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /**
   * Says what `installAll` installs, in any words: whoever uses the same words gets a clone of the same template, which is
   * made once a run. Two subgraphs of one name must differ here.
   */
  readonly template: string;
  /** Prepares an empty database, as `install(url, subgraphs)` does; it may also write rows that every clone should have. */
  readonly installAll: (url: string) => Promise<unknown>;
}

/** Held in the server's maintenance database while a template is made, since every jest worker asks for it first. */
const templateLock = 7_301_002;

/** A clone takes a tenth of the time of the migrations that it spares. */
export async function testDatabase({ template, installAll }: TestDatabaseOptions): Promise<TestDatabase> {
  const { postgresUrl } = testServers();
  const source = `template_${createHash('sha256').update(template).digest('hex').slice(0, 12)}`;
  const name = `test_${newId().replaceAll('-', '')}`;
  const url = urlOf(postgresUrl, name);
  await connected(postgresUrl, async (server) => {
    await server.query('select pg_advisory_lock($1)', [templateLock]);
    await makeTemplate(server, source, () => installAll(urlOf(postgresUrl, source)));
    await server.query('select pg_advisory_unlock($1)', [templateLock]);
    // File by file, not page by page through the log: that was a quarter of what tests cost PostgreSQL.
    await server.query(`create database ${quoted(name)} template ${quoted(source)} strategy file_copy`);
  });
  await takeOver(url, source, name);
  return { url, name, drop: () => connected(postgresUrl, (server) => dropDatabase(server, name)) };
}

async function makeTemplate(server: Client, name: string, fill: () => Promise<unknown>): Promise<void> {
  const { rowCount } = await server.query('select from pg_database where datname = $1', [name]);
  if (rowCount) return;
  await server.query(`create database ${quoted(name)}`);
  try {
    await fill();
  } catch (error) {
    await dropDatabase(server, name);
    throw error;
  }
}

/** Roles are named after their database, and those of a clone are its own: what the template's owned becomes theirs. */
async function takeOver(url: string, source: string, name: string): Promise<void> {
  await install(url, []);
  await connected(url, async (clone) => {
    for (const service of serviceNames) {
      const [from, to] = [roleName(source, service), roleName(name, service)];
      // The schema first: a function is handed over only to who may make one in its schema.
      await clone.query(`alter schema ${quoted(service)} owner to ${quoted(to)}`);
      await clone.query(`reassign owned by ${quoted(from)} to ${quoted(to)}`);
    }
  });
}

async function dropDatabase(server: Client, name: string): Promise<void> {
  try {
    // A pool counts as closed before its connections are: the server waits a moment for them, and would tell them of force.
    await server.query(`drop database if exists ${quoted(name)}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '55006') throw error;
    await server.query(`drop database if exists ${quoted(name)} with (force)`);
  }
  for (const service of serviceNames)
    await server.query(`drop role if exists ${quoted(roleName(name, service))}`);
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
