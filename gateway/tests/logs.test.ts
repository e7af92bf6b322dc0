import { install } from '@learnova/platform/install';
import type { LiveLog } from '@learnova/platform/live/log';
import { PostgresLog } from '@learnova/platform/live/postgres-log';
import { liveChannel, RedisLog } from '@learnova/platform/live/redis-log';
import { silent } from '@learnova/platform/log';
import { withRedis } from '@learnova/platform/testing/profiles';
import { startRedis } from '@learnova/platform/testing/redis';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { eventually } from './kit/eventually.ts';
import { Library } from './kit/library.ts';
import { subscribe } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

interface Server {
  open(): LiveLog;
  /** Breaks the links over which wake-ups come. */
  cut(): Promise<void>;
  /** How many listen to the topic, as the server sees it. */
  listening(topic: string): Promise<number>;
  close(): Promise<void>;
}

const TOTAL = 120;
const everyOne = Array.from({ length: TOTAL }, (_, index) => index + 1);

function servesFrom(start: () => Promise<Server>): void {
  let server: Server;
  let world: World;
  let publisher: LiveLog;
  let liveLog: LiveLog;
  beforeAll(async () => {
    server = await start();
    publisher = server.open();
    await publisher.restore(0);
    liveLog = server.open();
    world = await World.start('in process', { liveLog });
  });
  afterAll(async () => {
    await World.closeAll();
    await Promise.all([publisher.close(), liveLog.close()]);
    await server.close();
  });

  test('whatever breaks while events pour in, nothing is lost, doubled or out of order', async () => {
    const library = new Library(publisher);
    const steady = subscribe(world.client(), { lastCursor: '0' });
    const cutOff = world.client();
    const first = subscribe(cutOff, { lastCursor: '0' });
    for (const number of everyOne) {
      await library.change(number, String(number));
      if (number % 30 === 0) await server.cut();
      if (number === TOTAL / 2) {
        await eventually(() => expect(first.ids().length).toBeGreaterThan(5));
        cutOff.terminate();
      }
    }
    const lastCursor = String(first.cursors().at(-1));
    const second = subscribe(world.client(), { lastCursor });
    await eventually(() => expect(steady.ids()).toEqual(everyOne));
    await eventually(() => expect([...first.ids(), ...second.ids()]).toEqual(everyOne));
    steady.leave();
    second.leave();
    await eventually(async () => expect(await server.listening('shelf.A')).toBe(0));
  });
}

describe('over a live log on PostgreSQL', () => {
  servesFrom(async () => {
    const database = await testDatabase({ template: 'platform', installAll: (url) => install(url, []) });
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const listening = `datname = current_database() and query like 'listen %'`;
    return {
      open: () => new PostgresLog({ databaseUrl: database.url, log: silent }),
      cut: async () => {
        await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${listening}`);
      },
      listening: async () => 0, // one LISTEN serves all topics
      close: async () => {
        await client.end();
        await database.drop();
      },
    };
  });
});

withRedis('over a live log on Redis', () => {
  servesFrom(async () => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    return {
      open: () => new RedisLog({ redisUrl: server.url, namespace: 'test', log: silent }),
      cut: async () => void (await redis.client('KILL', 'TYPE', 'pubsub')),
      listening: async (topic) => Number((await redis.pubsub('NUMSUB', liveChannel(topic, 'test')))[1]),
      close: async () => {
        redis.disconnect();
        await server.stop();
      },
    };
  });
});
