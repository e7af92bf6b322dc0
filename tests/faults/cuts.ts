import { expect } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Random } from '../../scripts/seed/random.ts';
import { figureOf } from './gauges.ts';
import type { Stage } from './stage.ts';
import type { Subscriber } from './subscriber.ts';
import { until } from './wait.ts';

/** Whatever may break between an event and those who watch. */
export type CutName = 'socket' | 'links' | 'gateway' | 'service' | 'log' | 'supergraph';

/** Breaks one thing, sees that it broke, and mends it where it does not mend itself. */
export type Cut = () => Promise<void>;

export function cutsOf(
  stage: Stage,
  subscribers: readonly Subscriber[],
  random: Random,
): Readonly<Record<CutName, Cut>> {
  return {
    socket: async () => {
      const one = random.pick(subscribers);
      const { connections } = one;
      one.cut();
      await until(
        'another socket',
        () => one.connections,
        (now) => now > connections,
      );
    },
    links: async () => {
      expect(await (stage.redis ? redisLinks(stage) : postgresLinks(stage, 'learnova-live'))).toBeGreaterThan(
        0,
      );
    },
    gateway: () => ends(stage, 'gateway', 'SIGKILL', null),
    service: () => ends(stage, 'attendance', 'SIGTERM', 0),
    log: () => (stage.redis ? redisReopens(stage) : postgresLeavesAll(stage)),
    supergraph: () => swaps(stage),
  };
}

async function ends(
  { cluster }: Stage,
  victim: 'gateway' | 'attendance',
  signal: NodeJS.Signals,
  code: number | null,
) {
  const pid = cluster.pid(victim);
  cluster.kill(victim, signal);
  expect(await cluster.ended(victim)).toBe(code);
  await cluster.restart(victim);
  expect(cluster.pid(victim)).not.toBe(pid);
}

/** Those of every process to the live log, and to the queues. @returns how many */
function redisLinks(stage: Stage): Promise<number> {
  return asked(stage, async (redis) => {
    let killed = 0;
    for (const type of ['pubsub', 'normal'])
      killed += Number(await redis.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes'));
    return killed;
  });
}

/** Those of every process that has this name, to the database of the stage. @returns how many */
async function postgresLinks({ database }: Stage, name: string): Promise<number> {
  const { rowCount } = await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like $1 and pid <> pg_backend_pid()`,
    [`${name}%`],
  );
  return rowCount ?? 0;
}

/** Redis ends and begins again: another process, with the log that the one before had. */
async function redisReopens(stage: Stage): Promise<void> {
  const run = () => asked(stage, async (redis) => /run_id:(\w+)/.exec(await redis.info('server'))?.[1]);
  const before = { run: await run(), position: await stage.liveLog.position() };
  await stage.reopenRedis();
  expect(await run()).not.toBe(before.run);
  expect(await stage.liveLog.position()).toBeGreaterThanOrEqual(before.position);
}

/** PostgreSQL is that of all tests, and cannot be restarted: what its clients see of that is that every link ends. */
async function postgresLeavesAll(stage: Stage): Promise<void> {
  expect(await postgresLinks(stage, '')).toBeGreaterThan(5);
}

/** Another supergraph is served, and the subscriptions that were open went over to it. */
async function swaps(stage: Stage): Promise<void> {
  const served = () => figureOf(stage, 'gateway_supergraph_reloads_total{outcome="served"}');
  const open = await until(
    'subscriptions',
    () => figureOf(stage, 'gateway_subscriptions'),
    (count) => count > 0,
  );
  const before = await served();
  await stage.supergraph.swap();
  await until('another supergraph', served, (now) => now === before + 1);
  const replanned = () => figureOf(stage, 'gateway_live_replans_total{outcome="replanned"}');
  await until(`${open} subscriptions over another supergraph`, replanned, (now) => now > 0);
  expect(await figureOf(stage, 'gateway_live_replans_total{outcome="ended"}')).toBe(0);
}

async function asked<T>({ redis }: Stage, question: (redis: Redis) => Promise<T>): Promise<T> {
  if (!redis) throw new Error('there is no Redis');
  const client = new Redis(redis.url);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}
