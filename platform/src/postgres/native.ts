import { spawnSync } from 'node:child_process';
import { existsSync, globSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { type PostgresOptions, type RunningPostgres, startCluster } from './cluster.ts';
import type { Binaries } from './place.ts';

/**
 * Starts a PostgreSQL that is installed on this machine, over a data folder of its own.
 * @throws CannotStart when there is none of the major version (any, if left out), or the folder or the port is in use.
 */
export async function startNativePostgres({
  major,
  ...options
}: PostgresOptions & { major?: number }): Promise<RunningPostgres> {
  const binaries = findNativePostgres(major);
  if (!binaries)
    throw new CannotStart(`There is no PostgreSQL ${major ?? ''} on the PATH or under /usr/lib/postgresql.`);
  return startCluster(binaries, options);
}

/** The installed programs of a major version: those on the PATH if they fit, then the newest. */
export function findNativePostgres(major?: number): Binaries | null {
  const onPath = spawnSync('/bin/sh', ['-c', 'command -v postgres'], { encoding: 'utf8' }).stdout.trim();
  const installed = globSync([
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/opt/homebrew/opt/postgresql@*/bin',
  ]).toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));
  for (const bin of [...(onPath ? [dirname(realpathSync(onPath))] : []), ...installed]) {
    const version = existsSync(join(bin, 'initdb')) ? versionOf(bin) : null;
    if (version && (major === undefined || Number.parseInt(version, 10) === major)) {
      return { name: `postgresql-${version}`, bin, movable: null };
    }
  }
  return null;
}

function versionOf(bin: string): string | null {
  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return /\d+(\.\d+)*/.exec(stdout ?? '')?.[0] ?? null;
}
