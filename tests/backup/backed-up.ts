import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '@learnova/platform/log';
import { subgraphs } from '@learnova/workers/subgraphs';
import { dump } from '../../scripts/backup/dump.ts';
import { giveKeys, keepKeys } from '../../scripts/backup/folders.ts';
import { load } from '../../scripts/backup/load.ts';
import { type BackupManifest, finish, verified } from '../../scripts/backup/manifest.ts';

import { keyFiles } from '../../scripts/lib/keys.ts';
import { type System, startSystem } from '../../scripts/lib/system.ts';

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

/** Brings a backup into an empty database and starts the system on it, with the keys of the backup. */
export async function startRestored(
  databaseUrl: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<System> {
  const manifest = await verified(folder);
  await load(databaseUrl, folder, manifest, subgraphs);
  await giveKeys(folder, manifest.keys, join(folder, 'given'));
  const { signing, services, ballots } = await keyFiles(join(folder, 'given'));
  return startSystem({
    port: 0,
    log: silent,
    environment: {
      ...environment,
      DATABASE_URL: databaseUrl,
      SIGNING_KEYS_FILE: signing,
      SERVICE_KEYS_FILE: services,
      BALLOT_KEY_FILE: ballots,
    },
  });
}
