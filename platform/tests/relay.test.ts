import { newId } from '@learnova/platform/ids';
import { CursorExpired, type LiveLog } from '@learnova/platform/live/log';
import { settleByHand } from '@learnova/platform/relay/settle';
import { withRedis } from '@learnova/platform/testing/profiles';
import { type PrivateRedis, startRedis } from '@learnova/platform/testing/redis';
import { Redis } from 'ioredis';
import { eventually } from './eventually.ts';
import { handlers, mark, quick, RelayWorld } from './relay-world.ts';

interface Start {
  readonly redisUrl: string | null;
  /** Queue and live log lose everything. */
  lose(world: RelayWorld): Promise<void>;
}

function keepsItsPromises(start: () => Promise<Start>): void {
  let world: RelayWorld;
  let lose: () => Promise<void>;

  beforeAll(async () => {
    const { redisUrl, lose: loseIn } = await start();
    world = await RelayWorld.start(redisUrl);
    lose = () => loseIn(world);
  });
  afterEach(async () => {
    await world.reset();
    await lose();
  });
  afterAll(() => world.close());

  const told = async (log: LiveLog, topic = 'users.all') =>
    (await log.read(topic, 0, 10_000)).map(({ pointer }) => pointer.key.id);
  const settled = () =>
    eventually(
      () => world.unsettled(),
      (count) => count === 0,
    );
  const effectsOf = (...ids: string[]) =>
    ids.flatMap((id) => handlers('users.role-changed').map(({ name }) => `${id} ${name}`)).sort();

  it('tells an event to the live log and once to each who reacts, and forgets it then', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    await world.work(queue);
    await world.relay({ liveLog, queue });
    const id = await world.write('users');
    const unheard = await world.write('attendance', { name: 'users.unheard', live: [] });
    await settled();
    expect(await world.effects()).toEqual(effectsOf(id));
    expect(await told(liveLog)).toEqual([id]);
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
    expect(unheard).not.toBe(id);
  });

  it('commits the number of a message before it tells anybody', async () => {
    const numbered: unknown[] = [];
    const log = world.liveLog();
    const liveLog = replacing(log, {
      append: async (number, pointers) => {
        const { rows } = await world.admin.query('select from users.outbox_message where number = $1', [
          number,
        ]);
        numbered.push(rows.length);
        await log.append(number, pointers);
      },
    });
    await world.relay({ liveLog });
    await world.write('users');
    await world.write('users');
    expect(
      await eventually(
        () => numbered,
        (seen) => seen.length > 1,
      ),
    ).not.toContain(0);
  });

  it('gives the lower number to the older version of a record, whichever id was made first', async () => {
    const [early, middle, late, aggregateId] = [newId(), newId(), newId(), newId()];
    await world.write('users', { id: early, aggregateId, version: 2 });
    await world.write('users', { id: middle });
    await world.write('users', { id: late, aggregateId, version: 1 });
    const liveLog = world.liveLog();
    await world.relay({ liveLog });
    const all = await eventually(
      () => told(liveLog).catch(() => []),
      (ids) => ids.length === 3,
    );
    expect(all).toEqual([late, middle, early]);
  });

  it('tells what a relay before had numbered and not forwarded, before anything newer', async () => {
    const [first, second, third] = [
      await world.write('users'),
      await world.write('users'),
      await world.write('users'),
    ];
    for (const id of [second, first]) {
      await world.admin.query(
        `update users.outbox_message set number = nextval('platform.event_number') where id = $1`,
        [id],
      );
    }
    const liveLog = world.liveLog();
    await world.relay({ liveLog });
    const all = await eventually(
      () => told(liveLog).catch(() => []),
      (ids) => ids.length === 3,
    );
    expect(all).toEqual([second, first, third]);
  });

  it('adds nothing when it does not know that it has forwarded before', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    const relay = await world.relay({ liveLog, queue, settings: { ...quick, sweepAfterMs: 60_000 } });
    const ids = [await world.write('users'), await world.write('attendance')];
    await eventually(
      () => queue.counts(),
      (counts) => counts.waiting === 4,
    );
    await relay.stop();
    await world.admin.query(`update users.outbox_message set forwarded_at = null`);
    await world.relay({ liveLog, queue });
    await world.work(queue);
    await settled();
    expect(await told(liveLog)).toEqual(ids);
    expect(await world.effects()).toEqual(effectsOf(...ids));
  });

  it('keeps order and tells each event once while two relays take turns and die', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    await world.work(queue);
    await world.relay({ queue: await world.queue() });
    await world.relay({ queue: await world.queue() });
    const ids: string[] = [];
    const writers = [1, 2, 3, 4].map(async () => {
      for (let event = 0; event < 50; event += 1)
        ids.push(await world.write(event % 2 ? 'users' : 'attendance'));
    });
    let deaths = 0;
    const killer = (async () => {
      while (deaths < 5) {
        await eventually(
          () => world.killActive(),
          (killed) => killed > 0,
        );
        deaths += 1;
      }
    })();
    await Promise.all([...writers, killer]);
    await settled();
    const entries = await liveLog.read('users.all', 0, 1_000);
    const numbers = entries.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(entries.map(({ pointer }) => pointer.key.id).sort()).toEqual([...ids].sort());
    expect(await world.effects()).toEqual(effectsOf(...ids));
  });

  it('has another relay at work within five seconds of the death of the first', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    const settings = { ...quick, takeoverMs: 2_000, silenceMs: 3_000 };
    const first = await world.relay({ liveLog, queue, settings });
    await eventually(
      () => first.isActive,
      (isActive) => isActive,
    );
    const second = await world.relay({ liveLog, queue, settings });
    await first.stop();
    const stopped = performance.now();
    await eventually(
      () => second.isActive,
      (isActive) => isActive,
    );
    expect(performance.now() - stopped).toBeLessThan(5_000);
  });

  it('loses no fact when queue and live log lose everything, and tells readers what they missed', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    await world.relay({ liveLog, queue, settings: { ...quick, sweepAfterMs: 60_000 } });
    const ids: string[] = [];
    for (let event = 0; event < 20; event += 1) ids.push(await world.write('users'));
    await eventually(
      () => queue.counts(),
      (counts) => counts.waiting === 40,
    );
    const cursor = (await liveLog.read('users.all', 0, 1_000)).at(-2)?.number ?? 0;
    await lose();
    const last = await world.write('attendance');
    await world.work(queue);
    await eventually(
      () => world.effects(),
      (effects) => effects.length === 42,
    );
    expect(await world.effects()).toEqual(effectsOf(...ids, last));
    await expect(liveLog.read('users.all', cursor, 100)).rejects.toThrow(CursorExpired);
    expect((await liveLog.read('users.all', cursor + 1, 100)).map(({ pointer }) => pointer.key.id)).toEqual([
      last,
    ]);
  });

  it('carries out an order at its hour by the clock of the school, and not before', async () => {
    const queue = await world.queue();
    await world.work(queue);
    await world.relay({ queue });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const order = { kind: 'job', name: 'users.send-letter', live: [] } as const;
    const later = await world.write('users', { ...order, runAt: tomorrow });
    const now = await world.write('users', order);
    await eventually(
      () => world.effects(),
      (effects) => effects.length === 1,
    );
    await eventually(
      () => world.unsettled(),
      (count) => count === 1,
    );
    expect(await world.effects()).toEqual([`${now} users.on-users.send-letter`]);
    await world.admin.query(`update platform.clock set "offset" = '25 hours'`);
    await settled();
    expect(await world.effects()).toContain(`${later} users.on-users.send-letter`);
  });

  it('keeps an order that nobody carries out until somebody does', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    await world.work(queue);
    const old = await world.relay({
      liveLog,
      queue,
      handlers: (name) => (name.startsWith('users.send') ? [] : handlers(name)),
    });
    await world.write('users', { kind: 'job', name: 'users.send-letter', live: [] });
    const event = await world.write('users');
    await eventually(
      () => world.unsettled(),
      (count) => count === 1,
    );
    expect(await world.effects()).toEqual(effectsOf(event));
    await old.stop();
    await world.relay({ liveLog, queue });
    await settled();
  });

  it('lets no message keep the others waiting', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    await world.work(queue);
    const refused = await world.write('users');
    const picky = replacing(queue, {
      addAll: async (orders) => {
        if (orders.some(({ id }) => id.startsWith(refused))) throw new Error('not this one');
        return queue.addAll(orders);
      },
    });
    const doubled = await world.write('users', { live: [mark('one'), mark('other')] });
    const good = await world.write('attendance');
    await world.relay({ liveLog, queue: picky });
    await eventually(
      () => world.unsettled(),
      (count) => count === 1,
    );
    expect(await world.effects()).toEqual(effectsOf(doubled, good));
    expect(await told(liveLog)).toEqual([refused, good]);
  });

  it('leaves the dead to those who look after them', async () => {
    const [liveLog, queue] = [world.liveLog(), await world.queue()];
    let attempts = 0;
    await world.work(queue, async ({ name }) => {
      if (!name.startsWith('attendance')) return;
      attempts += 1;
      throw new Error('broken');
    });
    await world.relay({ liveLog, queue, settings: { ...quick, sweepAfterMs: 20 } });
    const id = await world.write('users');
    const [dead] = await eventually(
      () => queue.dead(),
      (jobs) => jobs.length === 1,
    );
    const sweeps = performance.now() + 200;
    await eventually(
      () => performance.now(),
      (now) => now > sweeps,
    );
    expect(attempts).toBe(3);
    const place = { schema: 'attendance', role: world.role('attendance') };
    await settleByHand(world.databaseUrl, place, { messageId: id, handler: dead?.name ?? '' });
    await queue.discard(dead?.id ?? '');
    await settled();
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
    expect(attempts).toBe(3);
  });
}

/** The same object with some methods of its own. */
function replacing<T extends object>(object: T, methods: Partial<T>): T {
  return new Proxy(object, {
    get: (target, name) => {
      const value: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

describe('the relay, in PostgreSQL alone', () => {
  keepsItsPromises(async () => ({ redisUrl: null, lose: (world) => world.loseAll() }));
});

withRedis('the relay, with Redis', () => {
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
  keepsItsPromises(async () => ({ redisUrl: server.url, lose: async () => void (await redis.flushall()) }));
});
