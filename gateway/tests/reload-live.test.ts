import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { httpEndpoint } from '../src/http.endpoint.ts';
import { streamOf } from './kit/events.ts';
import { eventually } from './kit/eventually.ts';
import { Reloads } from './kit/reloads.ts';
import { Served } from './kit/serve.ts';
import { subscribe, watch } from './kit/subscriber.ts';

const further: Served[] = [];
afterEach(async () => {
  await Reloads.closeAll();
  await Promise.all(further.splice(0).map((served) => served.stop()));
});

const less = { without: 'caller: String' };
const titles = 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { id title reviews { text } } }';
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test.each(['compiled', 'apollo'] as const)(
  'subscriptions go on over ten swaps, %s: nothing lost, nothing twice, in order',
  async (executor) => {
    const reloads = await Reloads.start({ executor });
    const { world } = reloads;
    const authorization = await world.token();
    const client = world.client({ authorization });
    const watchers = [subscribe(client, { query: titles }), subscribe(client, { query: titles })];
    watchers.push(subscribe(world.client(), { query: titles }));
    await eventually(async () => expect(await reloads.world.figure('gateway_subscriptions')).toBe(3));
    let [number, isOver] = [0, false];
    const telling = (async () => {
      while (!isOver) {
        number += 1;
        await world.log.append(number, [
          { topic: 'shelf.A', typename: 'Book', key: { id: String(number) }, version: number },
        ]);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    for (let n = 0; n < 5; n += 1) {
      await reloads.put(reloads.text(less), 'served');
      await reloads.put(reloads.text(), 'served');
    }
    isOver = true;
    await telling;
    for (const { cursors, ids, seen, end } of watchers) {
      await eventually(() => expect(cursors().at(-1)).toBe(number));
      expect(cursors()).toEqual(upTo(number));
      expect(ids()).toEqual(upTo(number));
      expect(seen.filter(({ errors }) => errors)).toEqual([]);
      expect(end.isComplete).toBe(false);
    }
    expect(number).toBeGreaterThan(50);
    expect(await reloads.world.figure('gateway_live_replans_total{outcome="replanned"}')).toBe(30);
  },
  60_000,
);

test('a subscription whose field has gone ends with SUBSCRIPTION_SCHEMA_RELOAD, and resumes without the field', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const client = world.client();
  const [gone, other] = [subscribe(client), subscribe(client, { query: titles })];
  await eventually(async () => expect(await reloads.world.figure('gateway_subscriptions')).toBe(2));
  await world.library.change(1, '1');
  await eventually(() => expect([gone.cursors(), other.cursors()]).toEqual([[1], [1]]));
  await reloads.put(reloads.text(less), 'served');
  await eventually(() => expect(gone.end.isComplete).toBe(true));
  expect(gone.seen).toHaveLength(2);
  expect(gone.seen[1]).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }],
    extensions: { cursor: '1' },
  });
  await world.library.change(2, '2');
  await eventually(() => expect(other.cursors()).toEqual([1, 2]));
  const resumed = subscribe(client, { query: titles, lastCursor: '1' });
  await eventually(() => expect(resumed.ids()).toEqual([2]));
  expect(await reloads.world.figure('gateway_subscriptions')).toBe(2);
  expect(await reloads.world.figure('gateway_live_replans_total{outcome="ended"}')).toBe(1);
});

test('an event that is being delivered comes still, before the end', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const { seen, end, cursors } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  world.library.deliveryMs = 1_500;
  await world.library.change(1, '1');
  await world.library.change(2, '2');
  await reloads.put(reloads.text(less), 'served');
  await eventually(() => expect(end.isComplete).toBe(true));
  expect(cursors()).toEqual([1, 1]);
  expect(seen[0]?.data).toMatchObject({ bookChanged: { id: '1', caller: 'nobody' } });
  expect(seen[1]?.errors?.[0]?.extensions.code).toBe('SUBSCRIPTION_SCHEMA_RELOAD');
});

test('one that is being opened meanwhile is opened by the supergraph before, and ends as the others do', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  world.library.admissionMs = 1_500;
  const { seen, end } = subscribe(world.client());
  await eventually(() => expect(world.library.calls).toHaveLength(1));
  await reloads.put(reloads.text(less), 'served');
  expect(end.isComplete).toBe(false);
  await eventually(() => expect(end.isComplete).toBe(true));
  expect(seen).toMatchObject([
    {
      data: null,
      errors: [{ extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }],
      extensions: { cursor: '0' },
    },
  ]);
});

test('as an event stream it ends the same way', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const stream = await streamOf(world, { query: watch, variables: { shelf: 'A' } });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  await eventually(() => expect(stream.events).toHaveLength(1));
  await reloads.put(reloads.text(less), 'served');
  await eventually(() => expect(stream.events).toHaveLength(3));
  expect(stream.events[1]).toMatchObject({
    event: 'next',
    id: '1',
    data: { errors: [{ extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }] },
  });
  expect(stream.events[2]?.event).toBe('complete');
  expect(world.log.listening('shelf.A')).toBe(0);
});

test('an owner that has moved is asked for admission before it tells of anything', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const { seen, cursors, end } = subscribe(world.client(), { query: titles });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  await eventually(() => expect(cursors()).toEqual([1]));
  const after = await Served.start(world.library, 'books');
  further.push(after);
  const text = reloads.text({}, { books: after.url });
  await reloads.put(text, 'served');
  await world.library.change(2, '2');
  await eventually(() => expect(cursors()).toEqual([1, 2]));
  world.library.refuseBy = 'FORBIDDEN';
  await reloads.put(reloads.text(), 'served');
  await world.library.change(3, '3');
  await eventually(() => expect(end.isComplete).toBe(true));
  expect(seen[2]).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
    extensions: { cursor: '2' },
  });
});

test('a supergraph that was replaced is let go, though what began on it is watched still', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const made: WeakRef<object>[] = [];
  const reloads = await Reloads.start({
    endpoints: (name, url) => {
      const endpoint = httpEndpoint(url);
      if (name === 'books') made.push(new WeakRef(endpoint));
      return endpoint;
    },
  });
  const { world } = reloads;
  const { cursors } = subscribe(world.client({ authorization: await world.token() }), { query: titles });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  await eventually(() => expect(cursors()).toEqual([1]));
  const after = await Served.start(world.library, 'books');
  further.push(after);
  await reloads.put(reloads.text({}, { books: after.url }), 'served');
  await eventually(() => {
    collect();
    expect(made.map((ref) => ref.deref() !== undefined)).toEqual([false, true]);
  });
  await world.library.change(2, '2');
  await eventually(() => expect(cursors()).toEqual([1, 2]));
});
