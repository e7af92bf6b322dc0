import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { readConfig } from '@learnova/platform/config';
import { installation } from '@learnova/platform/profile';
import { subgraphs } from '@learnova/workers/subgraphs';
import { givenDatabase } from './backup/database.ts';
import { giveKeys, isEmpty } from './backup/folders.ts';
import { load } from './backup/load.ts';
import { type BackupManifest, requireKnown, verified } from './backup/manifest.ts';
import { requireForgotten } from './backup/redis.ts';
import { restoreEmbedded } from './backup/restore-embedded.ts';
import { makeFolder } from './lib/key-store.ts';
import { optionsOf, run, say } from './lib/program.ts';
import { requireDatabase, requireRedis } from './lib/servers.ts';

const usage = `npm run restore -- --from <folder> [options]     brings a backup into an empty database
  --data <folder>    a new one, for npm start (.learnova); the database of DATABASE_URL where that is set
  --keys <folder>    where the keys go, unless there are some (keys in the folder of --data)
  --empty-redis      takes queue and live log of this installation out of the Redis of REDIS_URL`;

const options = {
  from: { type: 'string' },
  data: { type: 'string', default: '.learnova' },
  keys: { type: 'string' },
  'empty-redis': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  if (!values.from) throw new CannotStart(`Name the backup.\n\n${usage}`);
  const begun = performance.now();
  const [from, data] = [resolve(values.from), resolve(values.data)];
  const keys = resolve(values.keys ?? join(data, 'keys'));
  const manifest = await verified(from);
  requireKnown(manifest, subgraphs);
  if (givenDatabase()) await restoreServices(from, manifest, keys, values['empty-redis']);
  else await restoreEmbedded(from, manifest, data, subgraphs);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(
    `The school of ${manifest.madeAt} stands again after ${seconds} s. Whatever came later has to be entered again.`,
  );
}

async function restoreServices(
  from: string,
  manifest: BackupManifest,
  keys: string,
  mayEmpty: boolean,
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

run(main);
