import { settleByHand } from '@learnova/platform/relay/settle';
import { Registry } from 'prom-client';
import { eventually } from '../src/testing/eventually.ts';
import { effectsOf, withRelays } from './relay-profiles.ts';
import { handlers, mark, quick, replacing } from './relay-world.ts';

withRelays('the relay and its orders', (here) => {
  it('carries out an order at its hour by the clock of the school, and not before', async () => {
    const queue = await here.world.queue();
    await here.world.work(queue);
    await here.world.relay({ queue });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const order = { kind: 'job', name: 'users.send-letter', live: [] } as const;
    const later = await here.world.write('users', { ...order, runAt: tomorrow });
    const now = await here.world.write('users', order);
    await eventually(
      () => here.world.effects(),
      (effects) => effects.length === 1,
    );
    await eventually(
      () => here.world.unsettled(),
      (count) => count === 1,
    );
    expect(await here.world.effects()).toEqual([`${now} users.on-users.send-letter`]);
    await here.world.admin.query(`update platform.clock set "offset" = '25 hours'`);
    await here.settled();
    expect(await here.world.effects()).toContain(`${later} users.on-users.send-letter`);
  });

  it('keeps an order that nobody carries out until somebody does', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    await here.world.work(queue);
    const old = await here.world.relay({
      liveLog,
      queue,
      handlers: (name) => (name.startsWith('users.send') ? [] : handlers(name)),
    });
    await here.world.write('users', { kind: 'job', name: 'users.send-letter', live: [] });
    const event = await here.world.write('users');
    await eventually(
      () => here.world.unsettled(),
      (count) => count === 1,
    );
    expect(await here.world.effects()).toEqual(effectsOf(event));
    await old.stop();
    await here.world.relay({ liveLog, queue });
    await here.settled();
  });

  it('keeps an order when the release that carries it out is taken back', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    const newer = await here.world.relay({ liveLog, queue });
    await here.world.write('users', { kind: 'job', name: 'users.send-letter', live: [] });
    await eventually(
      () => queue.counts(),
      ({ waiting }) => waiting === 1,
    );
    await newer.stop();
    const metrics = new Registry();
    const older = await here.world.relay({ liveLog, queue, metrics, handlers: () => [] });
    await eventually(
      () => metrics.getSingleMetric('learnova_relay_unsettled')?.get(),
      (gauge) => gauge?.values[0]?.value === 1,
    );
    await older.stop();
    expect(await here.world.unsettled()).toBe(1);
    await here.world.work(queue);
    await here.world.relay({ liveLog, queue });
    await here.settled();
  });

  it('lets no message keep the others waiting', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    await here.world.work(queue);
    const refused = await here.world.write('users');
    let isPicky = true;
    const picky = replacing(queue, {
      addAll: async (orders) => {
        if (isPicky && orders.some(({ id }) => id.startsWith(refused))) throw new Error('not this one');
        return queue.addAll(orders);
      },
    });
    const doubled = await here.world.write('users', { live: [mark('one'), mark('other')] });
    const good = await here.world.write('attendance');
    await here.world.relay({ liveLog, queue: picky });
    await eventually(
      () => here.world.unsettled(),
      (count) => count === 1,
    );
    expect(await here.world.effects()).toEqual(effectsOf(doubled, good));
    const live = await liveLog.read('users.all', 0, 10);
    expect(live.map(({ pointer }) => pointer.key.id)).toEqual([refused, good]);
    isPicky = false;
    await here.settled();
    expect(await here.world.effects()).toEqual(effectsOf(refused, doubled, good));
  });

  it('leaves the dead to those who look after them', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    let isBroken = true;
    let attempts = 0;
    await here.world.work(queue, async ({ name }) => {
      if (!isBroken || !name.startsWith('attendance')) return;
      attempts += 1;
      throw new Error('broken');
    });
    const metrics = new Registry();
    await here.world.relay({ liveLog, queue, metrics, settings: { ...quick, sweepAfterMs: 20 } });
    const id = await here.world.write('users');
    const [dead] = await eventually(
      () => queue.dead(),
      (jobs) => jobs.length === 1,
    );
    const orderedAgain = async () =>
      (await metrics.getSingleMetric('learnova_relay_forwarded_again_total')?.get())?.values[0]?.value ?? 0;
    const until = (await orderedAgain()) + 3;
    await eventually(orderedAgain, (count) => count >= until);
    expect(attempts).toBe(3);
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 1 });

    // A sweep under way may order it once more: then the inbox says that there is nothing to do.
    isBroken = false;
    const place = { schema: 'attendance', role: here.world.role('attendance') };
    await settleByHand(here.world.databaseUrl, place, { messageId: id, handler: dead?.name ?? '' });
    await queue.discard(dead?.id ?? '');
    await here.settled();
    await eventually(
      () => queue.counts(),
      ({ waiting, active, dead }) => waiting + active + dead === 0,
    );
    expect(await here.world.effects()).toEqual([`${id} users.on-users.role-changed`]);
  });

  it('forgets in time that a message was dealt with, and never while it could be ordered again', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    const dead = await here.world.write('users');
    await here.world.work(queue, async ({ name, data }) => {
      const { id } = data as { id: string };
      if (id === dead && name.startsWith('attendance')) throw new Error('broken');
    });
    await here.world.relay({ liveLog, queue, settings: { ...quick, pruneMs: 10, keepMs: 50 } });
    const done = [await here.world.write('users'), await here.world.write('attendance')];
    await eventually(
      () => queue.dead(),
      (jobs) => jobs.length === 1,
    );
    const remembered = () => here.world.handled();
    const entry = `${dead} users.on-users.role-changed`;
    await eventually(remembered, (entries) => entries.length === 1 && entries[0] === entry);
    expect(await here.world.unsettled()).toBe(1);
    expect(await here.world.effects()).toEqual([entry, ...effectsOf(...done)].sort());
  });
});
