import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@learnova/platform/config';
import { silent } from '@learnova/platform/log';
import { installation, Profile } from '@learnova/platform/profile';
import { z } from 'zod';
import { addressFile } from './lib/address-file.ts';

const usage = `npm run dead-letters [-- options]      jobs that failed in all their attempts
  (no option)        lists them, the latest first
  --replay <id>      gives one all its attempts again; "all" for every one
  --discard <id>     forgets one; the relay brings it back unless its message is settled
  --data <folder>    of a running npm start (.learnova); or set DATABASE_URL, and REDIS_URL where there is one`;

const { values } = parseArgs({
  options: {
    replay: { type: 'string' },
    discard: { type: 'string' },
    data: { type: 'string', default: '.learnova' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) say(usage);
else {
  const profile = new Profile(readConfig(installation, await environment(values.data)), silent);
  const queue = await profile.queue();
  const dead = await queue.dead(1_000);
  const chosen = (id: string) => (id === 'all' ? dead.map((job) => job.id) : [id]);
  for (const id of values.replay ? chosen(values.replay) : []) {
    await queue.replay(id);
    say(`replayed ${id}`);
  }
  for (const id of values.discard ? chosen(values.discard) : []) {
    await queue.discard(id);
    say(`discarded ${id}`);
  }
  if (!values.replay && !values.discard) {
    for (const job of dead)
      say(`${job.id}  ${job.name}  ${job.attempts} attempts  ${job.reason}  ${job.diedAt.toISOString()}`);
    say(`${dead.length} dead letters`);
  }
  await profile.close();
}

/** The environment's database, or that of the embedded system which runs from the folder. */
async function environment(folder: string): Promise<Record<string, string | undefined>> {
  const { DATABASE_URL } = readConfig(z.object({ DATABASE_URL: z.url().optional() }));
  if (DATABASE_URL) return process.env;
  const url = await readFile(join(resolve(folder), addressFile), 'utf8');
  return { ...process.env, DATABASE_URL: url, REDIS_URL: undefined };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
