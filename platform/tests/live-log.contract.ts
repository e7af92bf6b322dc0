import {
  CursorExpired,
  type LiveLog,
  type LogEntry,
  LogLost,
  type LogSettings,
} from '@learnova/platform/live/log';
import { eventually } from '../src/testing/eventually.ts';

export interface World {
  /** Another process's view of the same log. */
  open(settings?: Partial<LogSettings>): LiveLog;
  /** The server loses everything it had. */
  empty(): Promise<void>;
  /** The server comes back as it was when its position was this. */
  rewind(position: number): Promise<void>;
  /** Breaks the links of everybody who listens. */
  cut(): Promise<void>;
  close(): Promise<void>;
}

export const quick = { sweepMs: 60_000, patienceMs: 0 };
export const mark = (topic: string, version = 1) => ({
  topic,
  typename: 'Register',
  key: { id: 'r1' },
  version,
});

export function keepsTheContract(start: () => Promise<World>): void {
  let world: World;
  const opened: LiveLog[] = [];
  const open = (settings: Partial<LogSettings> = {}) => {
    const log = world.open({ ...quick, ...settings });
    opened.push(log);
    return log;
  };
  const numbers = async (log: LiveLog, topic: string, after = 0) =>
    (await log.read(topic, after, 1_000)).map((entry) => entry.number);

  beforeAll(async () => {
    world = await start();
  });
  beforeEach(() => world.empty());
  afterEach(async () => {
    for (const log of opened.splice(0)) await log.close();
  });
  afterAll(() => world.close());

  it('keeps what happened on a topic in order, and only what happened there', async () => {
    const log = open();
    await log.restore(0);
    await log.append(1, [mark('a', 1), mark('b')]);
    await log.append(2, [mark('b')]);
    await log.append(3, [mark('a', 2)]);
    expect(await log.read('a', 0, 10)).toEqual([
      { number: 1, pointer: { typename: 'Register', key: { id: 'r1' }, version: 1 } },
      { number: 3, pointer: { typename: 'Register', key: { id: 'r1' }, version: 2 } },
    ]);
    expect(await numbers(log, 'a', 1)).toEqual([3]);
    expect((await log.read('b', 0, 1)).map((entry) => entry.number)).toEqual([1]);
    expect(await log.position()).toBe(3);
  });

  it('adds nothing when an event is appended again, here or by another relay', async () => {
    const [one, other] = [open(), open()];
    await one.restore(0);
    for (const number of [1, 2, 3]) await one.append(number, [mark('a')]);
    for (const number of [2, 3, 4]) await other.append(number, [mark('a')]);
    await one.append(1, [mark('a')]);
    expect(await numbers(one, 'a')).toEqual([1, 2, 3, 4]);
    expect(await other.position()).toBe(4);
  });

  it('refuses an event that points at one topic twice', async () => {
    const log = open();
    await log.restore(0);
    await expect(log.append(1, [mark('a'), mark('a')])).rejects.toThrow('only once');
  });

  it('tells a reader what was cut off a topic that grew too long', async () => {
    const log = open({ keepEntries: 10 });
    await log.restore(0);
    for (let number = 1; number <= 30; number += 1) await log.append(number, [mark('a')]);
    await log.prune();
    await expect(log.read('a', 19, 10)).rejects.toThrow(CursorExpired);
    expect(await numbers(log, 'a', 20)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  });

  it('tells a reader that a quiet topic was forgotten, and lets newer cursors go on', async () => {
    const log = open({ keepMs: 0 });
    await log.restore(0);
    for (const number of [1, 2]) await log.append(number, [mark('a')]);
    await log.append(3, [mark('b')]);
    await eventually(
      async () => {
        await log.prune();
        return log.read('a', 1, 10).catch((error: unknown) => error);
      },
      (seen) => seen instanceof CursorExpired,
    );
    expect(await numbers(log, 'a', 3)).toEqual([]);
    await log.append(4, [mark('a')]);
    await expect(log.read('a', 1, 10)).rejects.toThrow(CursorExpired);
    expect(await numbers(log, 'a', 3)).toEqual([4]);
  });

  it('does not take a cursor of another time', async () => {
    const log = open();
    await log.restore(5);
    await expect(log.read('a', 6, 10)).rejects.toThrow(CursorExpired);
  });

  it('lets everybody wait for the relay when the log was emptied, and then expires what is gone', async () => {
    const [relay, gateway] = [open(), open({ patienceMs: 5_000 })];
    await relay.restore(0);
    await relay.append(7, [mark('a')]);
    await world.empty();
    await expect(relay.append(8, [mark('a')])).rejects.toThrow(LogLost);
    await expect(relay.position()).rejects.toThrow(LogLost);
    await expect(relay.read('a', 7, 10)).rejects.toThrow(LogLost);
    const position = gateway.position();
    expect(await relay.restore(7)).toBe(true);
    expect(await relay.restore(7)).toBe(false);
    expect(await position).toBe(7);
    await relay.append(8, [mark('a')]);
    await expect(gateway.read('a', 6, 10)).rejects.toThrow(CursorExpired);
    await expect(gateway.read('other', 6, 10)).rejects.toThrow(CursorExpired);
    expect(await numbers(gateway, 'a', 7)).toEqual([8]);
  });

  it('notices a server that came back with less than it had', async () => {
    const log = open();
    await log.restore(0);
    for (const number of [1, 2, 3]) await log.append(number, [mark('a')]);
    await world.rewind(1);
    await expect(log.append(4, [mark('a')])).rejects.toThrow(LogLost);
    expect(await log.restore(1)).toBe(true);
    await log.append(4, [mark('a')]);
    await expect(log.read('a', 1, 10)).rejects.toThrow(CursorExpired);
    expect(await numbers(log, 'a', 3)).toEqual([4]);
  });

  it('wakes who listens to the topic, and nobody else', async () => {
    const [relay, gateway] = [open(), open()];
    await relay.restore(0);
    const woken: string[] = [];
    const listeners = ['a', 'a', 'b'].map((topic) => gateway.listen(topic, () => woken.push(topic)));
    await Promise.all(listeners.map((listener) => listener.ready));
    await new Promise((resolve) => setImmediate(resolve));
    woken.length = 0;
    await relay.append(1, [mark('a')]);
    await eventually(
      () => woken,
      (seen) => seen.length === 2,
    );
    listeners[0]?.close();
    await relay.append(2, [mark('a'), mark('b')]);
    await eventually(
      () => woken,
      (seen) => seen.length === 4,
    );
    expect(woken).toEqual(expect.arrayContaining(['a', 'a', 'a', 'b']));
  });

  it('wakes now and then without cause', async () => {
    const log = open({ sweepMs: 10 });
    let wakes = 0;
    await log.listen('a', () => (wakes += 1)).ready;
    await eventually(
      () => wakes,
      (seen) => seen > 3,
    );
  });

  it('loses nothing, doubles nothing and keeps the order while the links are cut', async () => {
    const [relay, gateway] = [open(), open()];
    await relay.restore(0);
    const seen: number[] = [];
    let reading = Promise.resolve();
    const listener = gateway.listen('a', () => {
      reading = reading.then(async () => {
        let entries: LogEntry[];
        do {
          entries = await gateway.read('a', seen.at(-1) ?? 0, 50);
          seen.push(...entries.map((entry) => entry.number));
        } while (entries.length === 50);
      });
    });
    await listener.ready;
    for (let number = 1; number <= 500; number += 1) {
      await relay.append(number, [mark('a')]);
      if (number % 100 === 50) await world.cut();
    }
    await eventually(
      () => seen.length,
      (length) => length === 500,
    );
    await reading;
    expect(seen).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
  });

  it('tells of what was appended while the link was down', async () => {
    const [relay, gateway] = [open(), open()];
    await relay.restore(0);
    for (let round = 1; round <= 10; round += 1) {
      let woken = 0;
      const listener = gateway.listen('a', () => (woken += 1));
      await listener.ready;
      await world.cut();
      await relay.append(round, [mark('a')]);
      await eventually(
        () => woken,
        (wakes) => wakes > 0,
      );
      listener.close();
    }
  });
}
