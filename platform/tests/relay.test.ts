import { newId } from '@learnova/platform/ids';
import { CursorExpired, type LiveLog } from '@learnova/platform/live/log';
import { eventually } from '../src/testing/eventually.ts';
import { effectsOf, withRelays } from './relay-profiles.ts';
import { quick, replacing } from './relay-world.ts';

/** What stands on the topic that every event of these tests points at. */
const told = async (log: LiveLog) =>
  (await log.read('users.all', 0, 10_000)).map(({ pointer }) => pointer.key.id);

withRelays('the relay', (here) => {
  it('tells an event to the live log and once to each who reacts, and forgets it then', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    await here.world.work(queue);
    await here.world.relay({ liveLog, queue });
    const id = await here.world.write('users');
    const unheard = await here.world.write('attendance', { name: 'users.unheard', live: [] });
    await here.settled();
    expect(await here.world.effects()).toEqual(effectsOf(id));
    expect(await told(liveLog)).toEqual([id]);
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
    expect(unheard).not.toBe(id);
  });

  it('commits the number of a message before it tells anybody', async () => {
    const numbered: unknown[] = [];
    const log = here.world.liveLog();
    const liveLog = replacing(log, {
      append: async (number, pointers) => {
        const { rows } = await here.world.admin.query('select from users.outbox_message where number = $1', [
          number,
        ]);
        numbered.push(rows.length);
        await log.append(number, pointers);
      },
    });
    await here.world.relay({ liveLog });
    await here.world.write('users');
    await here.world.write('users');
    expect(
      await eventually(
        () => numbered,
        (seen) => seen.length > 1,
      ),
    ).not.toContain(0);
  });

  it('gives the lower number to the older version of a record, whichever id was made first', async () => {
    const [early, middle, late, aggregateId] = [newId(), newId(), newId(), newId()];
    await here.world.write('users', { id: early, aggregateId, version: 2 });
    await here.world.write('users', { id: middle });
    await here.world.write('users', { id: late, aggregateId, version: 1 });
    const liveLog = here.world.liveLog();
    await here.world.relay({ liveLog });
    const all = await eventually(
      () => told(liveLog).catch(() => []),
      (ids) => ids.length === 3,
    );
    expect(all).toEqual([late, middle, early]);
  });

  it('tells what a relay before had numbered and not forwarded, before anything newer', async () => {
    const [first, second, third] = [
      await here.world.write('users'),
      await here.world.write('users'),
      await here.world.write('users'),
    ];
    for (const id of [second, first]) {
      await here.world.admin.query(
        `update users.outbox_message set number = nextval('platform.event_number') where id = $1`,
        [id],
      );
    }
    const liveLog = here.world.liveLog();
    await here.world.relay({ liveLog });
    const all = await eventually(
      () => told(liveLog).catch(() => []),
      (ids) => ids.length === 3,
    );
    expect(all).toEqual([second, first, third]);
  });

  it('adds nothing when it does not know that it has forwarded before', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    const relay = await here.world.relay({ liveLog, queue, settings: { ...quick, sweepAfterMs: 60_000 } });
    const ids = [await here.world.write('users'), await here.world.write('attendance')];
    await eventually(
      () => queue.counts(),
      (counts) => counts.waiting === 4,
    );
    await relay.stop();
    await here.world.admin.query(`update users.outbox_message set forwarded_at = null`);
    await here.world.relay({ liveLog, queue });
    await here.world.work(queue);
    await here.settled();
    expect(await told(liveLog)).toEqual(ids);
    expect(await here.world.effects()).toEqual(effectsOf(...ids));
  });

  it('tells an event once when it dies after telling it and before it knows that it has', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    await here.world.work(queue);
    let deaths = 0;
    const dying = replacing(queue, {
      addAll: async (orders) => {
        await queue.addAll(orders);
        if (deaths === 0) deaths += await here.world.killActive();
      },
    });
    const id = await here.world.write('users');
    await here.world.relay({ liveLog, queue: dying });
    await here.settled();
    expect(deaths).toBe(1);
    expect(await told(liveLog)).toEqual([id]);
    expect(await here.world.effects()).toEqual(effectsOf(id));
  });

  it('keeps order and tells each event once while two relays take turns and die', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    await here.world.work(queue);
    await here.world.relay({ queue: await here.world.queue() });
    await here.world.relay({ queue: await here.world.queue() });
    const ids: string[] = [];
    const writers = [1, 2, 3, 4].map(async () => {
      for (let event = 0; event < 50; event += 1)
        ids.push(await here.world.write(event % 2 ? 'users' : 'attendance'));
    });
    let deaths = 0;
    const killer = (async () => {
      while (deaths < 5) {
        await eventually(
          () => here.world.killActive(),
          (killed) => killed > 0,
        );
        deaths += 1;
      }
    })();
    await Promise.all([...writers, killer]);
    await here.settled();
    const entries = await liveLog.read('users.all', 0, 1_000);
    const numbers = entries.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(entries.map(({ pointer }) => pointer.key.id).sort()).toEqual([...ids].sort());
    expect(await here.world.effects()).toEqual(effectsOf(...ids));
  });

  it('has another relay at work within five seconds of the death of the first', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    const settings = { ...quick, takeoverMs: 2_000, silenceMs: 3_000 };
    const first = await here.world.relay({ liveLog, queue, settings });
    await eventually(
      () => first.isActive,
      (isActive) => isActive,
    );
    const second = await here.world.relay({ liveLog, queue, settings });
    await first.stop();
    const stopped = performance.now();
    await eventually(
      () => second.isActive,
      (isActive) => isActive,
    );
    expect(performance.now() - stopped).toBeLessThan(5_000);
  });

  it('loses no fact when queue and live log lose everything, and tells readers what they missed', async () => {
    const [liveLog, queue] = [here.world.liveLog(), await here.world.queue()];
    await here.world.relay({ liveLog, queue, settings: { ...quick, sweepAfterMs: 60_000 } });
    const ids: string[] = [];
    for (let event = 0; event < 20; event += 1) ids.push(await here.world.write('users'));
    await eventually(
      () => queue.counts(),
      (counts) => counts.waiting === 40,
    );
    const cursor = (await liveLog.read('users.all', 0, 1_000)).at(-2)?.number ?? 0;
    await here.lose();
    const last = await here.world.write('attendance');
    await here.world.work(queue);
    await eventually(
      () => here.world.effects(),
      (effects) => effects.length === 42,
    );
    expect(await here.world.effects()).toEqual(effectsOf(...ids, last));
    await expect(liveLog.read('users.all', cursor, 100)).rejects.toThrow(CursorExpired);
    expect((await liveLog.read('users.all', cursor + 1, 100)).map(({ pointer }) => pointer.key.id)).toEqual([
      last,
    ]);
  });

  it('tells readers of a log that was lost while no relay was there', async () => {
    const queue = await here.world.queue();
    await here.world.work(queue);
    const first = await here.world.relay({ queue });
    await here.world.write('users');
    await here.world.write('users');
    await here.settled();
    await first.stop();
    await here.lose();
    const liveLog = here.world.liveLog();
    await here.world.relay({ liveLog, queue });
    expect(await liveLog.position()).toBe(2);
    await expect(liveLog.read('users.all', 1, 10)).rejects.toThrow(CursorExpired);
    expect(await liveLog.read('users.all', 2, 10)).toEqual([]);
  });
});
