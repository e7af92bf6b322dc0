import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from '../../scripts/backup/dump.ts';
import { keepKeys } from '../../scripts/backup/folders.ts';
import { type BackupManifest, finish } from '../../scripts/backup/manifest.ts';

/** A folder for one test. */
export const folderFor = (what: string) => mkdtemp(join(tmpdir(), `learnova-${what}-`));

/** Backs a school up as `npm run backup` does. */
export async function backUp(databaseUrl: string, keys: string, folder: string): Promise<BackupManifest> {
  const dumped = await dump(databaseUrl, folder);
  const manifest: BackupManifest = {
    ...{ format: 1, version: '0.1.0', madeAt: new Date().toISOString(), profile: 'services' },
    ...dumped,
    keys: await keepKeys(keys, folder),
  };
  await finish(folder, manifest);
  return manifest;
}
