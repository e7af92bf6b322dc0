import { streamOf } from './kit/events.ts';
import { eventually } from './kit/eventually.ts';
import { subscribe, watch } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const deliveries = (world: World) =>
  world.library.calls.filter(
    ({ body }) => (body.extensions?.live as { pointer?: unknown } | undefined)?.pointer,
  );
const admissions = (world: World, count: number) =>
  eventually(() =>
    expect(world.library.calls.filter(({ body }) => body.extensions?.live)).toHaveLength(count),
  );

test('tabs of one person share the asking about an event, over sockets and streams; each person is asked about', async () => {
  const world = await World.start('in process');
  world.library.deliveryMs = 30;
  const [anna, bert] = [await world.token({ subject: 'anna' }), await world.token({ subject: 'bert' })];
  const tabs = [1, 2, 3].map(() => subscribe(world.client({ authorization: anna })));
  const stream = await streamOf(world, { query: watch, variables: { shelf: 'A' } }, { authorization: anna });
  const other = subscribe(world.client({ authorization: bert }));
  const another = subscribe(world.client({ authorization: anna }), {
    query: 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { caller } }',
  });
  await admissions(world, 6);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.library.change(1, '1');
  await eventually(() => expect(tabs.map(({ seen }) => seen.length)).toEqual([1, 1, 1]));
  await eventually(() =>
    expect([other.seen.length, another.seen.length, stream.events.length]).toEqual([1, 1, 1]),
  );
  expect(deliveries(world)).toHaveLength(3);
  for (const { seen } of tabs) expect(seen).toEqual(tabs[0]?.seen);
  expect(stream.events[0]?.data).toEqual(tabs[0]?.seen[0]);
  expect(tabs[0]?.seen[0]).toMatchObject({ data: { bookChanged: { caller: anna } } });
  expect(other.seen[0]).toMatchObject({ data: { bookChanged: { caller: bert } } });
  expect(await shared(world)).toBe(3);
});

test('a tab that leaves while an event is asked about takes nothing from the others, and the last gives it up', async () => {
  const world = await World.start('over HTTP');
  world.library.deliveryMs = 150;
  const authorization = await world.token();
  const clients = [1, 2, 3].map(() => world.client({ authorization }));
  const tabs = clients.map((client) => subscribe(client));
  await admissions(world, 3);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.library.change(1, '1');
  await eventually(() => expect(deliveries(world)).toHaveLength(1));
  tabs[0]?.leave();
  clients[1]?.terminate();
  await eventually(() => expect(tabs[2]?.seen).toHaveLength(1));
  expect(deliveries(world)).toHaveLength(1);
  world.library.deliveryMs = 20_000;
  await world.library.change(2, '2');
  await eventually(() => expect(world.served[0]?.open.size).toBe(1));
  tabs[2]?.leave();
  await eventually(() => expect(world.served[0]?.open.size).toBe(0));
  expect(world.log.listening('shelf.A')).toBe(0);
});

test('a right that is lost is lost in every tab at the next event', async () => {
  const world = await World.start('in process');
  const authorization = await world.token();
  const tabs = [1, 2].map(() => subscribe(world.client({ authorization })));
  await admissions(world, 2);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.library.change(1, '1');
  await eventually(() => expect(tabs.map(({ seen }) => seen.length)).toEqual([1, 1]));
  world.library.refuseBy = 'NOT_FOUND';
  await world.library.change(2, '2');
  await eventually(() => expect(tabs.map(({ end }) => end.isComplete)).toEqual([true, true]));
  for (const { seen } of tabs)
    expect(seen[1]).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
});

test('tabs of one person that were put off ask again together', async () => {
  // An answer comes much sooner than what sets two waits apart.
  const world = await World.start('in process', { timeouts: { retry: 100 } });
  const authorization = await world.token();
  const tabs = [1, 2, 3].map(() => subscribe(world.client({ authorization })));
  await admissions(world, 3);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  world.library.deliveryMs = 2;
  world.library.broken.add('1');
  await world.library.change(1, '1');
  await eventually(() => expect(deliveries(world).length).toBeGreaterThan(3));
  world.library.broken.delete('1');
  await eventually(() => expect(tabs.map(({ seen }) => seen.length)).toEqual([1, 1, 1]));
  expect(await shared(world)).toBe(2 * deliveries(world).length);
});

test('a tab shares what is being asked, however often another one was put off before', async () => {
  const world = await World.start('in process');
  const authorization = await world.token();
  const first = subscribe(world.client({ authorization }));
  await admissions(world, 1);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 20));
  world.library.broken.add('1');
  await world.library.change(1, '1');
  await eventually(() => expect(deliveries(world).length).toBeGreaterThan(1));
  world.library.deliveryMs = 400;
  const before = deliveries(world).length;
  await eventually(() => expect(deliveries(world).length).toBeGreaterThan(before));
  world.library.broken.delete('1');
  const second = subscribe(world.client({ authorization }), { lastCursor: '0' });
  await eventually(() => expect([first.seen.length, second.seen.length]).toEqual([1, 1]));
  expect(await shared(world)).toBe(1);
  expect(second.seen).toEqual(first.seen);
});

test('tabs of one person whose owner is away ask for admission together', async () => {
  const world = await World.start('in process', { timeouts: { retry: 10 } });
  const { library } = world;
  Object.assign(library, { admitForMs: 100, admissionMs: 20 });
  const authorization = await world.token();
  for (const tab of [1, 2, 3]) {
    subscribe(world.client({ authorization }));
    await eventually(async () => expect(await figure(world, 'gateway_subscriptions')).toBe(tab));
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  library.refuseBy = 'UNAVAILABLE';
  const asked = () => library.calls.map(({ at }) => at);
  const before = asked().length;
  await eventually(() => expect(asked().length).toBeGreaterThan(before + 14));
  const gaps = asked()
    .slice(before + 8)
    .map((at, index) => at - (asked()[before + 7 + index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(100);
});

const shared = (world: World) => figure(world, 'gateway_live_shared_total');

async function figure(world: World, name: string): Promise<number> {
  const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(told)?.[1]);
}
