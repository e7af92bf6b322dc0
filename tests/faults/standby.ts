import { beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { Random } from '../../scripts/seed/random.ts';
import { settled } from '../kit/settled.ts';
import { count } from './counting.ts';
import { deliveries, eventsOf, expected, logged, toldBy, versions } from './ledger.ts';
import { recordedMails } from './mails.ts';
import { type Played, play } from './play.ts';
import type { Stage } from './stage.ts';
import { pause, together, until } from './wait.ts';

export interface StandbySize {
  /** How often the active relay is killed, and how often it is frozen. */
  readonly takeovers: number;
  /** How often Redis is emptied. */
  readonly flushes: number;
  readonly seed: number;
}

const promisedMs = 5_000;

/** Two processes of the workers, of which the active one is killed or frozen; and a Redis that loses all it has. */
export function standbyTests(begun: () => Stage, { takeovers, flushes, seed }: StandbySize): void {
  const random = new Random(seed);
  const told = new Map<string, number>();
  let stage: Stage;
  let workers: Workers[];

  beforeAll(async () => {
    stage = begun();
    const { cluster } = stage;
    const first = { pid: () => cluster.pid('workers'), url: cluster.healthUrl('workers') };
    const { program, url } = await cluster.addWorkers();
    workers = [first, { pid: () => program.pid, url }];
  }, 120_000);

  test(
    'a standby relays within five seconds after the active relay froze, and it may wake later',
    async () => {
      for (let time = 0; time < takeovers; time += 1) {
        const frozen = await activeOf(workers);
        await takesOver(stage, told, () => process.kill(frozen.pid(), 'SIGSTOP'));
        process.kill(frozen.pid(), 'SIGCONT');
        await more(stage, told);
      }
      await isComplete(stage, told);
    },
    30_000 + takeovers * 30_000,
  );

  test(
    'a standby relays within five seconds after the active relay was killed',
    async () => {
      for (let time = 0; time < takeovers; time += 1) {
        const { cluster } = stage;
        // Only this one can be started again: the other one gives the turn away first.
        const [first, second] = workers;
        if (!first || !second) throw new Error('there are two');
        while ((await activeOf(workers)) !== first) {
          process.kill(second.pid(), 'SIGSTOP');
          await until(
            'handed on',
            () => isActive(first),
            (is) => is,
          );
          process.kill(second.pid(), 'SIGCONT');
        }
        await takesOver(stage, told, () => cluster.kill('workers'));
        await cluster.ended('workers');
        await cluster.restart('workers');
        await more(stage, told);
      }
      await isComplete(stage, told);
    },
    30_000 + takeovers * 45_000,
  );

  test(
    `when Redis is emptied in the middle, ${flushes} times, it costs time and no fact`,
    async () => {
      const mails = recordedMails(stage.database);
      const played: Played[] = [];
      for (let flush = 0; flush < flushes; flush += 1) {
        const [one, two, three] = stage.school.plots.slice(flush * 3);
        if (!one || !two || !three) throw new Error('the school has too few lessons');
        const emptied = pause(random.below(2_000)).then(() => empty(stage));
        const [, ...done] = await together(
          emptied,
          play(stage, mails, one),
          play(stage, mails, two),
          play(stage, mails, three),
        );
        played.push(...done);
      }
      await settled(stage.database, 90_000);
      const seen = await toldBy(stage, mails);
      expect(seen).toEqual(expected(played, seen));
      const sent = await mails.sent();
      const ids = sent.map(({ deliveryId }) => deliveryId).sort();
      expect(await deliveries(stage)).toEqual({ ids, states: ['SENT'] });
      const acknowledged = played.flatMap((one) => [...one.acknowledged]);
      expect(await versions(stage)).toEqual(new Map([...told, ...acknowledged]));
    },
    60_000 + flushes * 60_000,
  );
}

interface Workers {
  readonly pid: () => number;
  readonly url: string;
}

async function isActive({ url }: Workers): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(500) });
    return /^learnova_relay_active 1$/m.test(await answer.text());
  } catch {
    return false; // it is frozen, or starts
  }
}

async function activeOf(workers: readonly Workers[]): Promise<Workers> {
  const look = async () => {
    for (const one of workers) if (await isActive(one)) return one;
    return null;
  };
  const found = await until('active', look, (one) => one !== null);
  if (!found) throw new Error('no relay is active');
  return found;
}

/** Registers are changed before, while and after the active relay is struck; the log has all of it in time. */
async function takesOver(stage: Stage, told: Map<string, number>, strike: () => void): Promise<void> {
  await more(stage, told);
  strike();
  const since = performance.now();
  await more(stage, told);
  const wanted = sum(told);
  await until(
    'taken over',
    () => logged(stage),
    (events) => events.length === wanted,
    20_000,
  );
  expect(performance.now() - since).toBeLessThan(promisedMs);
}

/** Five events more, of one more register. */
async function more(stage: Stage, told: Map<string, number>): Promise<void> {
  const lesson = stage.school.spare[told.size];
  if (!lesson) throw new Error('the school has too few lessons');
  told.set(lesson.id, await count(stage, lesson, (version) => version === 5));
}

/** The log has each event once, each register's in the order of its versions; `logged` looks at the numbers. */
async function isComplete(stage: Stage, told: ReadonlyMap<string, number>): Promise<void> {
  const wanted = sum(told);
  const events = await until(
    'told',
    () => logged(stage),
    (seen) => seen.length >= wanted,
  );
  expect(events).toEqual(eventsOf(told));
}

function sum(told: ReadonlyMap<string, number>): number {
  return [...told.values()].reduce((all, count) => all + count, 0);
}

async function empty({ redis }: Stage): Promise<void> {
  if (!redis) throw new Error('there is no Redis to empty');
  const client = new Redis(redis.url);
  try {
    await client.flushall();
  } finally {
    client.disconnect();
  }
}
