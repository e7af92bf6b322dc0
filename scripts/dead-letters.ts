import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@learnova/platform/config';
import { silent } from '@learnova/platform/log';
import { installation, Profile } from '@learnova/platform/profile';
import type { DeadJob } from '@learnova/platform/queue/queue';
import { z } from 'zod';
import { addressFile } from './lib/address-file.ts';
import { discardDead } from './lib/discard.ts';

const usage = `npm run dead-letters [-- options]      jobs that failed in all their attempts
  (no option)        lists them, the latest first
  --replay <id>      gives one all its attempts again; "all" for every one
  --discard <id>     forgets one for good, and what it was to do is never done; "all" for every one
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
  const settings = readConfig(installation, await environment(values.data));
  const profile = new Profile(settings, silent);
  const queue = await profile.queue();
  const dead = await queue.dead(1_000);
  for (const { id } of chosen(dead, values.replay)) {
    await queue.replay(id);
    say(`replayed ${id}`);
  }
  for (const job of chosen(dead, values.discard)) {
    await discardDead(queue, settings.DATABASE_URL, job);
    say(`discarded ${job.id}`);
  }
  if (!values.replay && !values.discard) {
    for (const job of dead)
      say(`${job.id}  ${job.name}  ${job.attempts} attempts  ${job.reason}  ${job.diedAt.toISOString()}`);
    say(`${dead.length} dead letters`);
  }
  await profile.close();
}

function chosen(dead: readonly DeadJob[], wanted: string | undefined): readonly DeadJob[] {
  if (wanted === undefined || wanted === 'all') return wanted ? dead : [];
  const found = dead.filter(({ id }) => id === wanted);
  if (found.length === 0) throw new Error(`there is no dead job ${wanted}`);
  return found;
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
