import { existsSync } from 'node:fs';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { makeFolders } from '@learnova/platform/make-folders';
import type { Subgraph } from '@learnova/platform/manifest';
import { eraseCluster } from '@learnova/platform/postgres/cluster';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { giveKeys, isEmpty } from './folders.ts';
import { load } from './load.ts';
import type { BackupManifest } from './manifest.ts';

/** Makes a new data folder of a backup: beside its place first, where it appears whole by a rename. */
export async function restoreEmbedded(
  from: string,
  manifest: BackupManifest,
  data: string,
  subgraphs: readonly Subgraph[],
): Promise<void> {
  if (!(await isEmpty(data))) {
    throw new CannotStart(
      `${data} is not empty: stop the system and move it away, or name another folder by --data. A restore never overwrites.`,
    );
  }
  const partial = join(dirname(data), `.${basename(data)}.restoring`);
  await erase(partial);
  const dataDir = join(partial, 'postgres');
  try {
    await makePlace(dataDir);
    const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    try {
      await load(postgres.url, from, manifest, subgraphs);
    } finally {
      await postgres.stop();
    }
    await giveKeys(from, manifest.keys, join(partial, 'keys'));
    if (existsSync(data)) await rmdir(data);
    await rename(partial, data);
  } catch (error) {
    await erase(partial);
    throw error;
  }
}

async function makePlace(dataDir: string): Promise<void> {
  try {
    await makeFolders(dataDir);
  } catch (error) {
    throw new CannotStart(
      `The data folder cannot be made (${(error as Error).message}): choose another by --data.`,
    );
  }
}

/** What an interrupted restore left, its database elsewhere included. @throws CannotStart while another one works there */
async function erase(partial: string): Promise<void> {
  if (!existsSync(partial)) return;
  for (const name of await readdir(partial))
    if (name === 'postgres') await eraseCluster(join(partial, name), () => undefined);
  await rm(partial, { recursive: true });
}
