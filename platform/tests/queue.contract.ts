import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { silent } from '@learnova/platform/log';
import type { QueuePlace } from '@learnova/platform/queue/backends';
import { BullQueue } from '@learnova/platform/queue/bullmq';
import type { Order, QueuedJob, QueueSettings } from '@learnova/platform/queue/queue';
import { eventually } from '../src/testing/eventually.ts';

export interface World {
  readonly place: QueuePlace;
  empty(): Promise<void>;
  close(): Promise<void>;
}

export const quick = {
  lockMs: 300,
  stalledMs: 50,
  pollMs: 500,
  retryMs: 20,
  drainMs: 5_000,
  scheduleBackoffMs: 1,
};
export const order = (id: string, more: Partial<Order> = {}): Order => ({
  id,
  name: 'notifications.send-delivery',
  data: { deliveryId: id },
  attempts: 3,
  backoffMs: 1,
  ...more,
});

export function keepsTheContract(start: () => Promise<World>): void {
  let world: World;
  const opened: BullQueue[] = [];
  const open = async (settings: Partial<QueueSettings> = {}) => {
    const queue = await BullQueue.open({ place: world.place, log: silent, ...quick, ...settings });
    opened.push(queue);
    return queue;
  };
  const idle = { waiting: 0, active: 0, delayed: 0, dead: 0 };

  beforeAll(async () => {
    world = await start();
  });
  beforeEach(() => world.empty());
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  });
  afterAll(() => world.close());

  it('does what was ordered once, and forgets it', async () => {
    const queue = await open();
    await queue.add(order('a'));
    await queue.add(order('a'));
    await queue.addAll([order('a'), order('b'), order('c', { name: 'attendance.remind' })]);
    expect(await queue.counts()).toEqual({ ...idle, waiting: 3 });
    const done: QueuedJob[] = [];
    await queue.work(async (job) => void done.push(job), 2);
    await eventually(
      () => queue.counts(),
      (counts) => counts.waiting + counts.active === 0,
    );
    const first = { attempt: 1, lastAttempt: false };
    expect(done.sort((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: 'a', name: 'notifications.send-delivery', data: { deliveryId: 'a' }, ...first },
      { id: 'b', name: 'notifications.send-delivery', data: { deliveryId: 'b' }, ...first },
      { id: 'c', name: 'attendance.remind', data: { deliveryId: 'c' }, ...first },
    ]);
    expect(await queue.counts()).toEqual(idle);
    await queue.add(order('a'));
    await eventually(
      () => done.length,
      (length) => length === 4,
    );
  });

  it('tries again what failed, keeps what failed for good, and nothing that names a person', async () => {
    const queue = await open();
    const attempts: string[] = [];
    let broken = true;
    await queue.work(async ({ attempt, lastAttempt }) => {
      attempts.push(`${attempt}${lastAttempt ? ' last' : ''}`);
      if (broken) throw Object.assign(new Error("insert into person values ('Ada')"), { code: '23505' });
    }, 1);
    await queue.add(order('a'));
    const [dead] = await eventually(
      () => queue.dead(),
      (jobs) => jobs.length === 1,
    );
    expect(attempts).toEqual(['1', '2', '3 last']);
    expect(dead).toMatchObject({ id: 'a', data: { deliveryId: 'a' }, attempts: 3, reason: 'Error 23505' });
    await queue.add(order('a'));
    await queue.addAll([order('a'), order('a')]);
    expect(await queue.counts()).toEqual({ ...idle, dead: 1 });

    broken = false;
    await queue.replay('a');
    await eventually(
      () => attempts,
      (seen) => seen.length === 4,
    );
    expect(attempts.at(-1)).toBe('1');
    await eventually(
      () => queue.dead(),
      (jobs) => jobs.length === 0,
    );
    await expect(queue.replay('a')).rejects.toThrow('no dead job');
  });

  it('forgets a dead job when told to, and none that is alive', async () => {
    const queue = await open();
    await queue.add(order('alive'));
    await expect(queue.discard('alive')).rejects.toThrow('no dead job');
    await queue.work(async () => Promise.reject(new Error('no')), 1);
    await eventually(
      () => queue.dead(),
      (jobs) => jobs.length === 1,
    );
    await queue.discard('alive');
    expect(await queue.counts()).toEqual(idle);
  });

  it('works on as many jobs at a time as it was told', async () => {
    const queue = await open();
    let running = 0;
    let most = 0;
    const gate = Promise.withResolvers<void>();
    await queue.addAll(['a', 'b', 'c', 'd', 'e'].map((id) => order(id)));
    await queue.work(async () => {
      running += 1;
      most = Math.max(most, running);
      if (running === 3) setImmediate(gate.resolve);
      await gate.promise;
      running -= 1;
    }, 3);
    await eventually(
      () => queue.counts(),
      (counts) => counts.waiting + counts.active === 0,
    );
    expect(most).toBe(3);
  });

  it('finishes what runs before it closes, and takes no more', async () => {
    const queue = await open();
    const started = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const done: string[] = [];
    await queue.addAll([order('a'), order('b')]);
    await queue.work(async ({ id }) => {
      started.resolve();
      await gate.promise;
      done.push(id);
    }, 1);
    await started.promise;
    const closed = queue.close();
    gate.resolve();
    await closed;
    expect(done).toEqual(['a']);
    expect(await (await open()).counts()).toEqual({ ...idle, waiting: 1 });
  });

  it('gives the job of a worker that was killed to another, as often as it takes', async () => {
    const queue = await open();
    await queue.add(order('a', { attempts: 1 }));
    for (let death = 1; death <= 3; death += 1) await dieOverAJob(world.place);
    const done: QueuedJob[] = [];
    await queue.work(async (job) => void done.push(job), 1);
    await eventually(
      () => done.length,
      (length) => length === 1,
    );
    expect(done[0]).toMatchObject({ id: 'a', attempt: 1, lastAttempt: true });
    expect(await queue.dead()).toEqual([]);
  }, 60_000);

  it('keeps a schedule once, however many processes ask for it, until nobody names it', async () => {
    const [one, other] = [await open(), await open()];
    for (const queue of [one, other, one]) await queue.schedule('attendance.nightly', '0 3 * * *');
    expect(await one.counts()).toEqual({ ...idle, delayed: 1 });
    await one.schedule('users.nightly', '0 4 * * *');
    await one.keepSchedules(['users.nightly']);
    expect(await one.counts()).toEqual({ ...idle, delayed: 1 });
    await one.keepSchedules([]);
    expect(await one.counts()).toEqual(idle);
  });

  it('runs a schedule at its hour, and makes up for an hour that passed while nothing ran', async () => {
    const queue = await open();
    const runs: QueuedJob[] = [];
    await queue.schedule('attendance.tick', '* * * * * *');
    await eventually(
      () => queue.counts(),
      (counts) => counts.delayed === 1,
    );
    const due = Math.ceil(Date.now() / 1_000) * 1_000 + 1_000;
    await eventually(
      () => Date.now(),
      (now) => now > due,
    );
    await queue.schedule('attendance.tick', '* * * * * *');
    await queue.work(async (job) => void runs.push(job), 1);
    await eventually(
      () => runs.length,
      (length) => length >= 2,
    );
    expect(runs[0]).toMatchObject({ name: 'attendance.tick', attempt: 1 });
    expect(runs[0]?.id).not.toBe(runs[1]?.id);
    await queue.keepSchedules([]);
  });

  it('has its schedules again after it was emptied', async () => {
    const queue = await open({ assertMs: 20 });
    await queue.schedule('attendance.nightly', '0 3 * * *');
    await world.empty();
    await eventually(
      () => queue.counts(),
      (counts) => counts.delayed === 1,
    );
  });
}

/** Starts a worker process, lets it take a job, and kills it. */
async function dieOverAJob(place: QueuePlace): Promise<void> {
  const hooks = join(__dirname, '../../scripts/swc-hooks.mjs');
  const args = [
    '--conditions=source',
    '--import',
    hooks,
    join(__dirname, 'dying-worker.ts'),
    JSON.stringify(place),
  ];
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [attempt] = await once(worker.stdout, 'data');
  expect(String(attempt)).toBe('1\n');
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}
