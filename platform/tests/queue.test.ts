import { install } from '@learnova/platform/install';
import { silent } from '@learnova/platform/log';
import { BullQueue } from '@learnova/platform/queue/bullmq';
import { withRedis } from '@learnova/platform/testing/profiles';
import { type PrivateRedis, startRedis } from '@learnova/platform/testing/redis';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { eventually } from '../src/testing/eventually.ts';
import { keepsTheContract, order, quick } from './queue.contract.ts';

describe('the queue in PostgreSQL', () => {
  keepsTheContract(async () => {
    const database = await testDatabase({ template: 'platform', installAll: (url) => install(url, []) });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return {
      place: { databaseUrl: database.url },
      async empty() {
        const { rowCount } = await client.query(
          `select from pg_tables where schemaname = 'queue' and tablename = 'job'`,
        );
        if (rowCount)
          await client.query('truncate queue.job, queue.scheduler, queue.event, queue.meta cascade');
      },
      async close() {
        await client.end();
        await database.drop();
      },
    };
  });
});

withRedis('the queue in Redis', () => {
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
    place: { redisUrl: server.url, namespace: 'test' },
    empty: async () => void (await redis.flushall()),
    close: async () => undefined,
  }));

  it('refuses orders at once while Redis is away, and works on when it is back, empty', async () => {
    let mortal = await startRedis();
    const place = { redisUrl: mortal.url };
    const queue = await BullQueue.open({ place, log: silent, ...quick, drainMs: 300 });
    const done: string[] = [];
    await queue.work(async ({ id }) => void done.push(id), 1);
    await queue.add(order('before'));
    await eventually(
      () => done,
      (seen) => seen.length === 1,
    );
    await mortal.kill();
    const asked = performance.now();
    await expect(queue.add(order('during'))).rejects.toThrow();
    await expect(queue.addAll([order('during'), order('during too')])).rejects.toThrow();
    expect(performance.now() - asked).toBeLessThan(1_000);
    mortal = await startRedis({ port: mortal.port });
    await eventually(
      () =>
        queue.add(order('after')).then(
          () => true,
          () => false,
        ),
      (added) => added,
    );
    await eventually(
      () => done,
      (seen) => seen.length === 2,
    );
    expect(done).toEqual(['before', 'after']);
    await mortal.kill();
    await queue.close();
  });
});
