import { beforeAll, expect, test } from '@jest/globals';
import { topic } from '@learnova/schema/topics';
import { Redis } from 'ioredis';
import { Random } from '../../scripts/seed/random.ts';
import { count } from './counting.ts';
import type { Stage } from './stage.ts';
import { Subscriber } from './subscriber.ts';
import { pause, together, until } from './wait.ts';

export interface CutSize {
  /** Events on the subscribers' topic. */
  readonly events: number;
  /** Cuts of each kind: a socket, links to the log, a gateway. */
  readonly cuts: number;
  readonly seed: number;
}

const office = 'office@school.example';

/** Cuts subscribers off while a section's registers change, and counts what they got. */
export function cutOffTests(begun: () => Stage, { events, cuts, seed }: CutSize): void {
  const random = new Random(seed);
  let stage: Stage;
  beforeAll(() => {
    stage = begun();
  });

  test(
    `a subscriber who is cut off resumes, with nothing lost, doubled or out of order in ${events} events`,
    async () => {
      const { url } = stage.cluster;
      const since = await stage.liveLog.position();
      const bearer = async () => `Bearer ${await stage.tokenOf(office)}`;
      const subscribers = [1, 2, 3].map(() => new Subscriber(url, bearer, stage.school.sectionId));
      try {
        await until(
          'subscribed',
          () => subscribers.filter((s) => s.hasBegun).length,
          (n) => n === 3,
        );
        let isCut = false;
        const cut = cutting(stage, subscribers, random, cuts).finally(() => {
          isCut = true;
        });
        const [changes] = await together(
          change(stage, events, () => isCut),
          cut,
        );
        const numbers = async () =>
          (await stage.liveLog.read(topic('attendance.section', stage.school.sectionId), since, 100_000)).map(
            (e) => e.number,
          );
        const all = await until('told', numbers, (seen) => seen.length >= changes);
        for (const subscriber of subscribers) {
          const newest = all.at(-1);
          await until(
            `resumed to ${newest}`,
            () => ({ cursors: subscriber.cursors.slice(-3), ...subscriber.state }),
            ({ cursors }) => cursors.at(-1) === newest,
          );
          expect(subscriber.cursors).toEqual(all);
          expect(subscriber.refusals).toEqual([]);
          expect(subscriber.connections).toBeGreaterThan(cuts);
        }
      } finally {
        await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
      }
    },
    120_000 + events * 200,
  );
}

/** Changes registers of the section, several at a time, until there are so many events and the cuts are done. @returns how many */
async function change(stage: Stage, events: number, isCut: () => boolean): Promise<number> {
  const lanes = stage.school.spare.slice(0, 4);
  const least = Math.ceil(events / lanes.length);
  const isEnough = (version: number) => version >= least && isCut();
  const versions = await together(...lanes.map((lesson) => count(stage, lesson, isEnough)));
  return versions.reduce((all, version) => all + version, 0);
}

async function cutting(stage: Stage, subscribers: readonly Subscriber[], random: Random, cuts: number) {
  const ways = [
    async () => random.pick(subscribers).cut(),
    () => cutLog(stage),
    async () => {
      stage.cluster.kill('gateway');
      await stage.cluster.ended('gateway');
      await stage.cluster.restart('gateway');
    },
  ];
  const plan = random.shuffled(ways.flatMap((way) => Array.from({ length: cuts }, () => way)));
  for (const way of plan) {
    await pause(random.below(600));
    await way();
  }
}

/** Every link of every process to the live log, at once. */
async function cutLog({ redis, database }: Stage): Promise<void> {
  if (!redis) {
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'learnova-live%'`,
    );
    return;
  }
  const client = new Redis(redis.url);
  try {
    for (const type of ['pubsub', 'normal'])
      await client.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
  } finally {
    client.disconnect();
  }
}
