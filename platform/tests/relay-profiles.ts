import { withRedis } from '@learnova/platform/testing/profiles';
import { type PrivateRedis, startRedis } from '@learnova/platform/testing/redis';
import { Redis } from 'ioredis';
import { eventually } from '../src/testing/eventually.ts';
import { handlers, RelayWorld } from './relay-world.ts';

/** A world for each test, empty, and what tests of the relay ask of it. */
export interface Relaying {
  readonly world: RelayWorld;
  /** Queue and live log lose everything. */
  lose(): Promise<void>;
  /** Every message has been dealt with and forgotten. */
  settled(): Promise<unknown>;
}

/** Runs the block with queue and live log in PostgreSQL, and again with both in a Redis of its own. */
export function withRelays(title: string, block: (here: Relaying) => void): void {
  describe(`${title}, in PostgreSQL alone`, () => {
    relaying(
      async () => RelayWorld.start(null),
      (world) => world.loseAll(),
      block,
    );
  });
  withRedis(`${title}, with Redis`, () => {
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
    relaying(
      () => RelayWorld.start(server.url),
      async () => void (await redis.flushall()),
      block,
    );
  });
}

/** What the handlers of these events leave behind when each has run once. */
export function effectsOf(...ids: readonly string[]): string[] {
  return ids.flatMap((id) => handlers('users.role-changed').map(({ name }) => `${id} ${name}`)).sort();
}

function relaying(
  start: () => Promise<RelayWorld>,
  lose: (world: RelayWorld) => Promise<void>,
  block: (here: Relaying) => void,
): void {
  let world: RelayWorld;
  beforeAll(async () => {
    world = await start();
  });
  afterEach(async () => {
    await world.reset();
    await lose(world);
  });
  afterAll(() => world.close());
  block({
    get world() {
      return world;
    },
    lose: () => lose(world),
    settled: () =>
      eventually(
        () => world.unsettled(),
        (count) => count === 0,
      ),
  });
}
