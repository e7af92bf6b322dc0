import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { newPartial } from './partials.ts';
import type { Place } from './place.ts';
import { startTied } from './tied.ts';

/** Login and database of the system. */
export const databaseName = 'learnova';

/**
 * Makes the database unless it stands. It is made under another name and appears whole by one rename: one that was
 * interrupted is made anew, and of two that are made at once one wins.
 */
export async function initialise(place: Place, durable: boolean): Promise<void> {
  if (existsSync(place.cluster)) return checkVersion(place);
  const partial = await newPartial(place.home);
  await make({ ...place, cluster: partial, data: join(partial, 'data') }, durable);
  try {
    await rename(partial, place.cluster);
  } catch (error) {
    if (!existsSync(place.cluster)) throw error;
    await rm(partial, { recursive: true });
  }
  if (durable) await sync(place.home);
}

export async function passwordOf(place: Place): Promise<string> {
  return (await readFile(join(place.cluster, 'password'), 'utf8')).trim();
}

async function make(place: Place, durable: boolean): Promise<void> {
  const { data, bin, account, major } = place;
  await mkdir(data, { mode: 0o700 });
  if (account) await chown(data, account.uid, account.gid);
  // Text sorts by code point and folds case by Unicode on each machine alike; what people read declares its collation.
  const locale =
    major >= 17
      ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale=C.UTF-8', '--lc-messages=C'];
  await run(place, join(bin, 'initdb'), [
    `--pgdata=${data}`,
    '--username=postgres',
    '--encoding=UTF8',
    ...locale,
    '--auth-host=scram-sha-256',
    '--auth-local=reject',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const password = randomBytes(24).toString('base64url');
  // The superuser has no password and thus no way in; the login may make what the platform needs, and no more.
  const commands = [
    `CREATE ROLE ${databaseName} LOGIN NOSUPERUSER CREATEROLE CREATEDB PASSWORD '${password}'`,
    `CREATE DATABASE ${databaseName} OWNER ${databaseName}`,
  ];
  const single = [
    '--single',
    '-D',
    data,
    '-c',
    'exit_on_error=true',
    '-c',
    'log_checkpoints=off',
    'postgres',
  ];
  await run(place, join(bin, 'postgres'), single, commands.map((command) => `${command}\n`).join(''));
  await writeFile(join(place.cluster, 'password'), `${password}\n`, { mode: 0o600, flush: true });
}

async function run(place: Place, command: string, args: string[], input?: string): Promise<void> {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const code = await startTied(command, args, { account: place.account, signal: 'TERM', input, log }).ended;
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${lines.slice(-20).join('\n')}`);
}

async function checkVersion({ data, major }: Place): Promise<void> {
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (made === String(major)) return;
  throw new CannotStart(
    `The database in ${data} was made by PostgreSQL ${made}, and this is PostgreSQL ${major}: choose another data folder.`,
  );
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
