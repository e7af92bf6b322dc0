import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { RelayConnection } from '@learnova/platform/relay/connection';
import { withRedis } from '@learnova/platform/testing/profiles';
import { startRedis } from '@learnova/platform/testing/redis';
import { eventually } from '../src/testing/eventually.ts';
import { effectsOf } from './relay-profiles.ts';
import { handlers, quick, RelayWorld } from './relay-world.ts';

describe('a relay in a process of its own', () => {
  let world: RelayWorld;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    world = await RelayWorld.start(null);
  });
  afterEach(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await world.reset();
  });
  afterAll(() => world.close());

  /** Starts a relay that is active when this resolves. */
  async function startProcess(): Promise<ChildProcess> {
    const { databaseUrl, places } = world;
    const told = {
      databaseUrl,
      places,
      handlers: handlers('users.role-changed'),
      settings: { ...quick, silenceMs: 800 },
    };
    const hooks = join(__dirname, '../../scripts/swc-hooks.mjs');
    const args = [
      '--conditions=source',
      '--import',
      hooks,
      join(__dirname, 'relay-process.ts'),
      JSON.stringify(told),
    ];
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.stdout) await once(child.stdout, 'data');
    return child;
  }

  for (const signal of ['SIGKILL', 'SIGSTOP'] as const) {
    const what = signal === 'SIGKILL' ? 'is killed' : 'freezes, and wakes later';
    it(`hands its turn on when it ${what}, and nothing is lost, doubled or out of order`, async () => {
      const first = await startProcess();
      const [liveLog, queue] = [world.liveLog(), await world.queue()];
      await world.work(queue);
      const standby = await world.relay({ liveLog, queue });
      const ids: string[] = [];
      const write = async () => ids.push(await world.write('users'));
      for (let event = 0; event < 50; event += 1) await write();
      first.kill(signal);
      const silent = performance.now();
      for (let event = 0; event < 50; event += 1) await write();
      await eventually(
        () => standby.isActive,
        (isActive) => isActive,
      );
      expect(performance.now() - silent).toBeLessThan(5_000);
      if (signal === 'SIGSTOP') first.kill('SIGCONT');
      for (let event = 0; event < 50; event += 1) await write();
      await eventually(
        () => world.unsettled(),
        (count) => count === 0,
      );
      expect((await liveLog.read('users.all', 0, 1_000)).map(({ pointer }) => pointer.key.id)).toEqual(ids);
      expect(await world.effects()).toEqual(effectsOf(...ids));
      expect(standby.isActive).toBe(true);
    });
  }
});

describe('a relay to which an answer of the database gets lost', () => {
  let world: RelayWorld;

  beforeAll(async () => {
    world = await RelayWorld.start(null);
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => world.close());

  it('tells what was numbered all the same, before what is newer', async () => {
    const { as } = RelayConnection.prototype;
    let isLost = false;
    jest.spyOn(RelayConnection.prototype, 'as').mockImplementation(async function (
      this: RelayConnection,
      ...statement
    ) {
      const rows: object[] = await as.call(this, ...statement);
      const numbers = !isLost && statement[1].includes('nextval') && rows.length > 0;
      if (!numbers) return rows;
      isLost = true;
      throw new Error('Query read timeout');
    });
    const written = [await world.write('users'), await world.write('users'), await world.write('attendance')];
    const liveLog = world.liveLog();
    await world.relay({ liveLog, settings: { ...quick, sweepAfterMs: 60_000 } });
    const told = await eventually(
      () => liveLog.read('users.all', 0, 10).catch(() => []),
      (entries) => entries.length === 3,
    );
    expect(told.map(({ pointer }) => pointer.key.id)).toEqual(written);
    expect(isLost).toBe(true);
  });
});

withRedis('a relay whose Redis dies', () => {
  it('waits for it, and then tells everything that was written meanwhile', async () => {
    let redis = await startRedis();
    const world = await RelayWorld.start(redis.url);
    try {
      const [liveLog, queue] = [world.liveLog(), await world.queue()];
      await world.work(queue);
      const relay = await world.relay({ liveLog, queue });
      const before = await world.write('users');
      await eventually(
        () => world.unsettled(),
        (count) => count === 0,
      );
      await redis.kill();
      const during = [await world.write('users'), await world.write('attendance')];
      expect(relay.isActive).toBe(true);
      redis = await startRedis({ port: redis.port });
      await eventually(
        () => world.unsettled(),
        (count) => count === 0,
      );
      expect(await world.effects()).toEqual(effectsOf(before, ...during));
      const entries = await liveLog.read('users.all', 1, 10);
      expect(entries.map(({ pointer }) => pointer.key.id)).toEqual(during);
    } finally {
      await world.close();
      await redis.stop();
    }
  });
});
