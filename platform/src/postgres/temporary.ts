import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eraseCluster, type PostgresOptions, type RunningPostgres } from './cluster.ts';
import { identity } from './processes.ts';

const prefix = 'learnova-postgres-';

/** Survives nothing, and so need not wait for the disk. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts a PostgreSQL over a new folder under the system's temporary one, for tests: faster, and gone when it stops.
 * Folders that killed tests left are removed on the way.
 */
export async function startTemporaryPostgres(
  start: (options: PostgresOptions) => Promise<RunningPostgres>,
  { log, settings }: Pick<PostgresOptions, 'log' | 'settings'>,
): Promise<RunningPostgres> {
  await sweep(log);
  const dataDir = await mkdtemp(join(tmpdir(), `${prefix}${identity(process.pid)}-`));
  const remove = async () => {
    await eraseCluster(dataDir, log);
    await rm(dataDir, { recursive: true });
  };
  const running = await start({ dataDir, log, settings: { ...careless, ...settings } }).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  return {
    ...running,
    async stop() {
      await running.stop();
      await remove();
    },
  };
}

async function sweep(log: (line: string) => void): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, maker, pid] = name.startsWith(prefix)
      ? (/^((\d+)@[^-]+)-/.exec(name.slice(prefix.length)) ?? [])
      : [];
    if (!maker || identity(Number(pid)) === maker) continue;
    const folder = join(tmpdir(), name);
    // Anybody may make a folder of this name there; only one's own is looked into.
    const found = await lstat(folder).catch(() => null);
    if (!found?.isDirectory() || found.uid !== process.getuid?.()) continue;
    await eraseCluster(folder, log);
    await rm(folder, { recursive: true, force: true });
  }
}
