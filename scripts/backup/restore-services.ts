import { readConfig } from '@learnova/platform/config';
import type { Subgraph } from '@learnova/platform/manifest';
import { installation } from '@learnova/platform/profile';
import { makeFolder } from '../lib/key-store.ts';
import { say } from '../lib/program.ts';
import { requireDatabase, requireRedis } from '../lib/servers.ts';
import { giveKeys, isEmpty } from './folders.ts';
import { load } from './load.ts';
import type { BackupManifest } from './manifest.ts';
import { requireForgotten } from './redis.ts';

/**
 * Brings a backup into the empty database of `DATABASE_URL`, once the Redis of `REDIS_URL` knows nothing of another school.
 * @param keys the folder where its keys go, unless there are some
 * @param mayEmpty takes what this installation has in Redis out of it
 */
export async function restoreServices(
  from: string,
  manifest: BackupManifest,
  { keys, mayEmpty }: { keys: string; mayEmpty: boolean },
  subgraphs: readonly Subgraph[],
): Promise<void> {
  const { DATABASE_URL, REDIS_URL, NAMESPACE } = readConfig(installation);
  await requireDatabase(DATABASE_URL);
  if (!REDIS_URL) say('REDIS_URL is not set, so no Redis is looked at: give the system an empty one.');
  else {
    await requireRedis(REDIS_URL);
    const forgotten = await requireForgotten(REDIS_URL, NAMESPACE, mayEmpty);
    if (forgotten > 0) say(`${forgotten} keys of ${NAMESPACE} were taken out of Redis.`);
  }
  const areWanted = await isEmpty(keys);
  // Before the database is full, and a second try is refused.
  if (areWanted && manifest.keys.length > 0) await makeFolder(keys);
  await load(DATABASE_URL, from, manifest, subgraphs);
  if (manifest.keys.length === 0) return;
  if (areWanted) await giveKeys(from, manifest.keys, keys);
  else say(`There are keys in ${keys}, which stay; those of the backup are in it as key.*.`);
}
