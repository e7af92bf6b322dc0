import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { givenDatabase } from './backup/database.ts';
import { requireKnown, verified } from './backup/manifest.ts';
import { optionsOf, run, say } from './lib/program.ts';

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

/** What refuses comes first; the school's programs are loaded for what is done alone. */
async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  if (!values.from) throw new CannotStart(`Name the backup.\n\n${usage}`);
  const begun = performance.now();
  const [from, data] = [resolve(values.from), resolve(values.data)];
  const keys = resolve(values.keys ?? join(data, 'keys'));
  const manifest = await verified(from);
  const { subgraphs } = await import('@learnova/workers/subgraphs');
  requireKnown(manifest, subgraphs);
  if (givenDatabase()) {
    const { restoreServices } = await import('./backup/restore-services.ts');
    await restoreServices(from, manifest, { keys, mayEmpty: values['empty-redis'] }, subgraphs);
  } else {
    const { restoreEmbedded } = await import('./backup/restore-embedded.ts');
    await restoreEmbedded(from, manifest, data, subgraphs);
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(
    `The school of ${manifest.madeAt} stands again after ${seconds} s. Whatever came later has to be entered again.`,
  );
}

run(main);
