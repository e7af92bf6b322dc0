import { install } from '@learnova/platform/install';
import { PostgresLog } from '@learnova/platform/live/postgres-log';
import { liveChannel, RedisLog } from '@learnova/platform/live/redis-log';
import { silent } from '@learnova/platform/log';
import { withRedis } from '@learnova/platform/testing/profiles';
import { type PrivateRedis, startRedis } from '@learnova/platform/testing/redis';
import { type TestDatabase, testDatabase } from '@learnova/platform/testing/test-database';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { eventually } from '../src/testing/eventually.ts';
import { keepsTheContract, mark, quick } from './live-log.contract.ts';

describe('the live log on PostgreSQL', () => {
  keepsTheContract(async () => {
    const database: TestDatabase = await testDatabase({
      template: 'platform',
      installAll: (url) => install(url, []),
    });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return {
      open: (settings) => new PostgresLog({ databaseUrl: database.url, log: silent, ...settings }),
      empty: async () => void (await client.query('truncate platform.live_log, platform.live_position')),
      rewind: async (position) => {
        await client.query('delete from platform.live_log where number > $1', [position]);
        await client.query('update platform.live_position set position = $1', [position]);
      },
      cut: async () => {
        const listening = `datname = current_database() and query like 'listen %'`;
        await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`);
      },
      close: async () => {
        await client.end();
        await database.drop();
      },
    };
  });
});

withRedis('the live log on Redis', () => {
  let server: PrivateRedis;
  let redis: Redis;

  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.stop();
  });

  keepsTheContract(async () => ({
    open: (settings) => new RedisLog({ redisUrl: server.url, namespace: 'test', log: silent, ...settings }),
    empty: async () => void (await redis.flushall()),
    rewind: async (position) => {
      await redis.xtrim('{test}:live:topic:a', 'MAXLEN', position);
      await redis.hset('{test}:live', 'position', position);
    },
    cut: async () => void (await redis.client('KILL', 'TYPE', 'pubsub')),
    close: async () => undefined,
  }));

  const subscribers = async (topic: string) => (await redis.pubsub('NUMSUB', liveChannel(topic, 'test')))[1];

  it('frees a topic at once when its last listener leaves, however early', async () => {
    const log = new RedisLog({ redisUrl: server.url, namespace: 'test', log: silent, ...quick });
    const [one, other] = [log.listen('quiet', () => undefined), log.listen('quiet', () => undefined)];
    await other.ready;
    expect(await subscribers('quiet')).toBe(1);
    one.close();
    expect(await subscribers('quiet')).toBe(1);
    other.close();
    await eventually(
      () => subscribers('quiet'),
      (count) => count === 0,
      { patienceMs: 500 },
    );

    const early = log.listen('early', () => undefined);
    early.close();
    await early.ready;
    await eventually(
      () => subscribers('early'),
      (count) => count === 0,
      { patienceMs: 500 },
    );

    const left = log.listen('again', () => undefined);
    left.close();
    const again = log.listen('again', () => undefined);
    await again.ready;
    await left.ready;
    expect(await subscribers('again')).toBe(1);
    again.close();
    await eventually(
      () => subscribers('again'),
      (count) => count === 0,
      { patienceMs: 500 },
    );
    await log.close();
  });

  it('listens from the first link on when it was asked before there was one', async () => {
    for (let round = 0; round < 10; round += 1) {
      const log = new RedisLog({ redisUrl: server.url, namespace: 'test', log: silent, ...quick });
      await log.restore(0);
      let woken = 0;
      await log.listen('a', () => (woken += 1)).ready;
      await log.append(1_000 + round, [mark('a')]);
      await eventually(
        () => woken,
        (wakes) => wakes > 0,
      );
      await log.close();
    }
  });

  it('shares a Redis with other installations', async () => {
    const [one, other] = ['one', 'two'].map(
      (namespace) => new RedisLog({ redisUrl: server.url, namespace, log: silent, ...quick }),
    );
    if (!one || !other) throw new Error('there are two');
    await one.restore(0);
    await other.restore(0);
    await one.append(1, [mark('a')]);
    expect(await other.read('a', 0, 10)).toEqual([]);
    await one.close();
    await other.close();
  });
});
