import { eventually } from './kit/eventually.ts';
import { subscribe } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

test('a service that is down costs its fields, and the owner nothing but time', async () => {
  const world = await World.start('over HTTP', {
    timeouts: { fetch: 500 },
    upstream: { breakerOpenMs: 10 },
  });
  const { seen, end } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.served[1]?.stop();
  await world.library.change(1, '1');
  await eventually(() => expect(seen).toHaveLength(1));
  expect(seen[0]).toMatchObject({
    data: { bookChanged: { title: 'Momo', reviews: null } },
    extensions: { cursor: '1' },
  });
  expect(seen[0]?.errors).toEqual([
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAVAILABLE' }) }),
  ]);
  const owner = world.served[0];
  if (!owner) throw new Error('no owner');
  owner.resets = 100;
  for (const number of [2, 3, 4]) await world.library.change(number, String(number));
  await eventually(() => expect(owner.resets).toBeLessThan(80));
  expect(seen).toHaveLength(1);
  owner.resets = 0;
  await eventually(() =>
    expect(seen.map(({ extensions }) => extensions.cursor)).toEqual(['1', '2', '3', '4']),
  );
  expect(seen.slice(1).map(({ data }) => data?.bookChanged?.id)).toEqual(['2', '3', '4']);
  expect(JSON.stringify(seen)).not.toContain('127.0.0.1');
  expect(end.isComplete).toBe(false);
});

test('an owner that is away for five seconds loses no event, doubles none and keeps their order', async () => {
  const world = await World.start('over HTTP', { limits: { queue: 4 }, timeouts: { readmit: 300 } });
  const client = world.client();
  const { ids, end } = subscribe(client);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  const owner = world.served[0];
  if (!owner) throw new Error('no owner');
  const { port } = owner;
  await owner.stop();
  const back = performance.now() + 5_000;
  let last = 0;
  while (performance.now() < back) {
    last += 1;
    await world.library.change(last, String(last));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(ids()).toEqual([]);
  await owner.listen(port);
  await eventually(() => expect(ids()).toEqual(Array.from({ length: last }, (_, index) => index + 1)));
  expect(end).toEqual({ isComplete: false, errors: undefined });
});

test('a right that ends while an event is put off ends the subscription before that event', async () => {
  const world = await World.start('in process', { timeouts: { readmit: 30 } });
  world.library.broken.add('1');
  const { seen, end } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  world.library.refuseBy = 'FORBIDDEN';
  await eventually(() => expect(end.isComplete).toBe(true));
  expect(seen).toEqual([{ data: null, errors: [codeIs('FORBIDDEN')], extensions: { cursor: '0' } }]);
});

test('an event over which the owner fails again and again ends the subscription, and resuming brings it', async () => {
  const world = await World.start('in process');
  world.library.broken.add('2');
  const { ids, seen, end } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  for (const number of [1, 2, 3]) await world.library.change(number, String(number));
  await eventually(() => expect(end.isComplete).toBe(true));
  expect(ids()[0]).toBe(1);
  expect(seen.slice(1)).toEqual([
    {
      data: null,
      errors: [codeIs('SUBSCRIPTION_INTERRUPTED'), codeIs('INTERNAL')],
      extensions: { cursor: '1' },
    },
  ]);
  world.library.broken.clear();
  const { ids: resumed } = subscribe(world.client(), { lastCursor: '1' });
  await eventually(() => expect(resumed()).toEqual([2, 3]));
});

test('an owner that was away for long and fails once when it is back is asked again', async () => {
  const world = await World.start('in process', { timeouts: { retry: 1 } });
  const answer = world.library.answer.bind(world.library);
  const { ids, end } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  const said = [...Array<string>(25).fill('UNAVAILABLE'), 'INTERNAL'];
  world.library.answer = (...asked) => {
    world.library.refuseBy = said.shift();
    return answer(...asked);
  };
  await world.library.change(1, '1');
  await eventually(() => expect(said).toEqual([]));
  await eventually(() => expect([ids(), end]).toEqual([[1], { isComplete: false, errors: undefined }]));
});

test('a subscription whose owner tells of it on another topic from now on ends, and goes on there', async () => {
  const world = await World.start('in process');
  world.library.admitForMs = 30;
  const { seen, end } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  await eventually(() => expect(seen).toHaveLength(1));
  const answer = world.library.answer.bind(world.library);
  world.library.answer = async (...asked) => {
    const text = JSON.stringify(await answer(...asked));
    return JSON.parse(text.replace('"topic":"shelf.A"', '"topic":"shelf.B"'));
  };
  await world.library.change(2, '2', 'B');
  await eventually(() => expect(end.isComplete).toBe(true));
  const errors = [codeIs('SUBSCRIPTION_SCHEMA_RELOAD')];
  expect(seen[1]).toEqual({ data: null, errors, extensions: { cursor: '1' } });
  const { ids } = subscribe(world.client(), { lastCursor: '1' });
  await eventually(() => expect(ids()).toEqual([2]));
});

test('an event whose field itself fails at the owner is tried again, and not told as nothing', async () => {
  const world = await World.start('in process');
  world.library.failing.add('2');
  const { ids, seen } = subscribe(world.client());
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  for (const number of [1, 2, 3]) await world.library.change(number, String(number));
  const asked = () =>
    world.library.calls.filter(({ body }) => JSON.stringify(body.extensions ?? {}).includes('"cursor":"2"'));
  await eventually(() => expect(asked().length).toBeGreaterThan(2));
  world.library.failing.clear();
  await eventually(() => expect(ids()).toEqual([1, 2, 3]));
  expect(seen.filter(({ errors }) => errors)).toEqual([]);
});

function codeIs(code: string): unknown {
  return expect.objectContaining({ extensions: expect.objectContaining({ code }) });
}
