import { silent } from '@learnova/platform/log';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { Backlog } from '../src/live/backlog.ts';
import { LiveStream, type StreamSource } from '../src/live/stream.ts';
import { Topics } from '../src/live/topics.ts';
import { eventually } from './kit/eventually.ts';
import { MemoryLog } from './kit/memory-log.ts';

const turn = () => new Promise(setImmediate);
const turns = async (count: number) => {
  for (let left = count; left > 0; left -= 1) await turn();
};
const echo: StreamSource = {
  readmit: async () => 60_000,
  deliver: async ({ number }) => ({ result: { data: { number } } }),
  closed: () => undefined,
};

const reading = (log: MemoryLog) => (after: number, limit: number) => log.read('a', after, limit);

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
});

async function open(
  log: MemoryLog,
  { source = echo, capacity = 3, from = 0, admittedForMs = 60_000, moveMs = 0, read = reading(log) } = {},
) {
  const topics = new Topics({ liveLog: log, log: silent, moveMs });
  let stream: LiveStream | undefined;
  const backlog = new Backlog({
    read,
    capacity,
    from,
    changed: () => void stream?.run(),
    overflowed: () => undefined,
  });
  const topic = topics.open('a', backlog);
  await topic.ready;
  const begun = new LiveStream(source, backlog, topic, {
    cursor: from,
    announce: false,
    admittedForMs,
    retryMs: 1,
    jitter: 1,
  });
  stream = begun;
  opened.push(() => void begun.return());
  return { stream: begun, topics };
}

/** Keeps the numbers that come. */
function collect(stream: LiveStream, pace: (count: number) => number = () => 0) {
  const got: number[] = [];
  const ended = (async () => {
    for await (const { data } of stream) {
      got.push(Number(data?.number));
      await turns(pace(got.length));
    }
  })();
  return { got, ended };
}

const upTo = (last: number, from = 0) => Array.from({ length: last - from }, (_, index) => from + index + 1);

const add = (log: MemoryLog, number: number, topic = 'a') =>
  log.append(number, [{ topic, typename: 'Thing', key: { id: '1' }, version: 1 }]);

test('however events, wake-ups, failures and the pace of the reader fall together, all come once and in order', async () => {
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('add' as const), n: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('wait' as const), n: fc.integer({ min: 0, max: 4 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('down' as const, 'up' as const), n: fc.constant(0) }),
    },
  );
  const story = fc.record({
    events: fc.array(event, { maxLength: 30 }),
    latencies: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 10 }),
    paces: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 10 }),
    from: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ events, latencies, paces, from }) => {
      const log = new MemoryLog();
      let asked = 0;
      log.latency = () => latencies[asked++ % latencies.length] ?? 0;
      for (let number = 1; number <= from; number += 1) await add(log, number);
      const { stream, topics } = await open(log, { from });
      const { got, ended } = collect(stream, (count) => paces[count % paces.length] ?? 0);
      let last = from;
      for (const { do: what, n } of events) {
        if (what === 'wait') await turns(n);
        else if (what !== 'add') log.isDown = what === 'down';
        else for (const end = last + n; last < end; ) await add(log, ++last, 'a');
      }
      log.isDown = false;
      for (let round = 0; round < 40 && got.length < last - from; round += 1) {
        log.wakeAll();
        await new Promise((resolve) => setTimeout(resolve, 1));
        await turns(10);
      }
      expect(got).toEqual(upTo(last, from));
      await stream.return();
      await ended;
      topics.close();
      expect(log.listening('a')).toBe(0);
    }),
    { numRuns: 150 },
  );
});

test('one wake-up is enough for however many events', async () => {
  const log = new MemoryLog();
  const { stream } = await open(log, { capacity: 5_000 });
  const { got } = collect(stream);
  await turns(5);
  log.isDown = true;
  for (const number of upTo(1_200)) await add(log, number);
  log.isDown = false;
  log.wakeAll();
  await eventually(() => expect(got).toEqual(upTo(1_200)));
});

test('after a long quiet the queue may overflow, and still nothing is missed', async () => {
  const log = new MemoryLog();
  const { stream } = await open(log);
  const first = stream.next();
  await turns(5);
  await add(log, 1);
  await first;
  await add(log, 5, 'b');
  await new Promise((resolve) => setTimeout(resolve, 5));
  log.wakeAll();
  await turns(20);
  await log.prune();
  for (const number of upTo(30, 5)) await add(log, number);
  await turns(20);
  const { got } = collect(stream);
  await eventually(() => expect(got).toEqual(upTo(30, 5)), 1_000);
});

test('whoever stands where the log was lost is told so', async () => {
  const log = new MemoryLog();
  const read = async (after: number, limit: number) => {
    try {
      return await log.read('a', after, limit);
    } catch {
      throw new GraphQLError('expired');
    }
  };
  const { stream } = await open(log, { moveMs: 60_000, read });
  const next = stream.next();
  await turns(5);
  await add(log, 5, 'b');
  await log.prune();
  await add(log, 6);
  await expect(next).rejects.toThrow('expired');
});

test('leaving ends a parked call at once, and tells what is under way that nobody waits', async () => {
  const log = new MemoryLog();
  let aborted = false;
  const deliver: StreamSource['deliver'] = (_entry, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        reject(signal.reason);
      });
    });
  const { stream } = await open(log, { source: { ...echo, deliver } });
  const parked = [stream.next(), stream.next()];
  await add(log, 1);
  await turns(10);
  await stream.return();
  expect(await Promise.all(parked)).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
  ]);
  expect([aborted, log.listening('a')]).toEqual([true, 0]);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
});

test('a slow reader is asked for no admission while it reads, and for one before it gets more', async () => {
  const log = new MemoryLog();
  let asked = 0;
  const readmit = async () => {
    asked += 1;
    return 5;
  };
  const { stream } = await open(log, { source: { ...echo, readmit }, admittedForMs: 5 });
  const first = stream.next();
  await eventually(() => expect(asked).toBeGreaterThan(2));
  await add(log, 1);
  expect((await first).value).toEqual({ data: { number: 1 }, extensions: { cursor: '1' } });
  const before = asked;
  await add(log, 2);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked).toBe(before);
  expect((await stream.next()).value).toMatchObject({ extensions: { cursor: '2' } });
  expect(asked).toBeGreaterThan(before);
  await stream.return();
});
