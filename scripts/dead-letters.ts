import 'reflect-metadata';
import { resolve } from 'node:path';
import { CannotStart } from '@learnova/platform/cannot-start';
import { readConfig, withOwn } from '@learnova/platform/config';
import { silent } from '@learnova/platform/log';
import { installation, Profile } from '@learnova/platform/profile';
import type { DeadJob, Queue } from '@learnova/platform/queue/queue';
import { withDatabase } from './backup/database.ts';
import { discardDead } from './lib/discard.ts';
import { optionsOf, run, say } from './lib/program.ts';
import { requireRedis } from './lib/servers.ts';

const usage = `npm run dead-letters [-- options]      jobs that failed in all their attempts
  (no option)        lists them, the latest first
  --replay <id>      gives one all its attempts again; "all" for every one
  --discard <id>     forgets one for good, and what it was to do is never done; "all" for every one
  --data <folder>    of npm start (.learnova); or set DATABASE_URL, and REDIS_URL where there is one`;

const options = {
  replay: { type: 'string' },
  discard: { type: 'string' },
  data: { type: 'string', default: '.learnova' },
  help: { type: 'boolean', default: false },
} as const;

interface Wish {
  readonly replay?: string | undefined;
  readonly discard?: string | undefined;
}

async function main(): Promise<void> {
  const { values } = optionsOf({ options }, usage);
  if (values.help) return say(usage);
  await withDatabase(resolve(values.data), async ({ url, profile: kind }) => {
    const own = kind === 'embedded' ? { DATABASE_URL: url, REDIS_URL: undefined } : { DATABASE_URL: url };
    const settings = readConfig(installation, withOwn(process.env, own));
    if (settings.REDIS_URL) await requireRedis(settings.REDIS_URL);
    const profile = new Profile(settings, silent);
    try {
      await carryOut(values, await profile.queue(), url);
    } finally {
      await profile.close();
    }
  });
}

async function carryOut({ replay, discard }: Wish, queue: Queue, databaseUrl: string): Promise<void> {
  const dead = await queue.dead(1_000);
  for (const { id } of chosen(dead, replay)) {
    await queue.replay(id);
    say(`replayed ${id}`);
  }
  for (const job of chosen(dead, discard)) {
    await discardDead(queue, databaseUrl, job);
    say(`discarded ${job.id}`);
  }
  if (replay || discard) return;
  for (const job of dead)
    say(`${job.id}  ${job.name}  ${job.attempts} attempts  ${job.reason}  ${job.diedAt.toISOString()}`);
  say(`${dead.length} dead letters`);
}

function chosen(dead: readonly DeadJob[], wanted: string | undefined): readonly DeadJob[] {
  if (wanted === undefined || wanted === 'all') return wanted ? dead : [];
  const found = dead.filter(({ id }) => id === wanted);
  if (found.length === 0) throw new CannotStart(`There is no dead job ${wanted}.`);
  return found;
}

run(main);
