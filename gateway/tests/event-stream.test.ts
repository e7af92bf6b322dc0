import { MemoryRates } from '@learnova/platform/rates/memory-rates';
import { keysFrom } from '../src/identity.ts';
import { openStream, streamOf } from './kit/events.ts';
import { eventually } from './kit/eventually.ts';
import { watch } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const books = { query: watch, variables: { shelf: 'A' } };
const codes = (stream: Awaited<ReturnType<typeof streamOf>>) =>
  stream.events.map(({ event, data }) => data?.errors?.[0]?.extensions.code ?? event);

/** A stream that listens. */
async function watching(world: World, headers?: Record<string, string>, body: object = books) {
  const stream = await streamOf(world, body, headers);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  return stream;
}

test('a subscription is a stream of events, each with its cursor as id, and leaving frees the topic at once', async () => {
  const world = await World.start('over HTTP');
  const authorization = await world.token();
  const stream = await watching(world, { authorization });
  expect(stream.status).toBe(200);
  expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  await world.library.change(1, '1');
  await world.library.change(2, '2');
  await eventually(() => expect(stream.events).toHaveLength(2));
  expect(stream.events[0]).toEqual({
    event: 'next',
    id: '1',
    data: {
      data: { bookChanged: { id: '1', title: 'Momo', caller: authorization, reviews: [{ text: 'On 1' }] } },
      extensions: { cursor: '1' },
    },
  });
  const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(told).toMatch(/gateway_event_streams 1/);
  stream.leave();
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(0));
});

test('whoever comes back with the last id goes on behind it: nothing lost, nothing twice', async () => {
  const world = await World.start('in process');
  const first = await watching(world);
  for (const number of [1, 2, 3]) await world.library.change(number, String(number));
  await eventually(() => expect(first.events).toHaveLength(3));
  first.leave();
  for (const number of [4, 5]) await world.library.change(number, String(number));
  const second = await streamOf(world, books, { 'last-event-id': first.events[1]?.id ?? '' });
  await eventually(() => expect(second.events.map(({ id }) => id)).toEqual(['3', '4', '5']));
  const third = await streamOf(
    world,
    { ...books, extensions: { lastCursor: '4' } },
    { 'last-event-id': '1' },
  );
  await eventually(() => expect(third.events.map(({ id }) => id)).toEqual(['5']));
  await world.log.prune();
  const late = await streamOf(world, books, { 'last-event-id': '1' });
  await late.ended;
  expect(codes(late)).toEqual(['CURSOR_EXPIRED', 'complete']);
});

test('a query is one event, and what is wrong with an operation is told by an event', async () => {
  const world = await World.start('in process');
  const query = await streamOf(world, { query: '{ book(id: "1") { title } }' });
  await query.ended;
  expect(query.events.map(({ event, data }) => ({ event, data }))).toEqual([
    { event: 'next', data: { data: { book: { title: 'Momo' } } } },
    { event: 'complete', data: undefined },
  ]);
  for (const [text, code] of [
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { bookChanged(shelf: "A") @skip(if: false) { id } }', 'SUBSCRIPTION_ROOT_DIRECTIVE'],
  ]) {
    const refused = await streamOf(world, { query: text });
    await refused.ended;
    expect([refused.status, codes(refused)]).toEqual([200, [code, 'complete']]);
  }
  world.library.refuseBy = 'FORBIDDEN';
  const refused = await streamOf(world, books);
  await refused.ended;
  expect(codes(refused)).toEqual(['FORBIDDEN', 'complete']);
  const mutation = encodeURIComponent('mutation { rename(id: "1", title: "x") { id } }');
  const accept = 'text/event-stream';
  const got = await fetch(`${world.gateway.url}/graphql?query=${mutation}`, { headers: { accept } });
  expect(await got.text()).toContain('MUTATION_OVER_GET');
  expect(world.library.titles.get('1')).toBe('Momo');
});

test('a browser may subscribe by GET', async () => {
  const world = await World.start('in process');
  const params = new URLSearchParams({
    query: watch,
    variables: '{"shelf": "A"}',
    extensions: '{"announce": true}',
  });
  const left = new AbortController();
  const response = await fetch(`${world.gateway.url}/graphql?${params}`, {
    headers: { accept: 'text/event-stream' },
    signal: left.signal,
  });
  const { value } = (await response.body?.getReader().read()) ?? {};
  expect(Buffer.from(value ?? []).toString()).toMatch(
    /^event: next\nid: 0\ndata: \{"data":null,"extensions":\{"admitted":true/,
  );
  left.abort();
});

test('what is no request, has no valid token or asks for too much is refused by its status', async () => {
  const rate = { rates: new MemoryRates(), rules: { capacity: 12, windowMs: 60_000 } };
  const world = await World.start('in process', { rate });
  expect((await streamOf(world, {})).status).toBe(400);
  const forged = await streamOf(world, books, { authorization: 'Bearer nonsense' });
  expect([forged.status, forged.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  await watching(world);
  const limited = await streamOf(world, books);
  expect(limited.status).toBe(429);
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
});

test('a stream ends when its token expires, and says so', async () => {
  const world = await World.start('in process');
  const authorization = await world.token({ expiresIn: Math.ceil(performance.now() / 1000) + 2 });
  const stream = await watching(world, { authorization });
  await stream.ended;
  expect(codes(stream)).toEqual(['UNAUTHENTICATED', 'complete']);
  expect(world.log.listening('shelf.A')).toBe(0);
});

test('a token that cannot be verified because the keys are out of reach is no fault of the client', async () => {
  const keys = keysFrom(() => Promise.reject(new Error('no route to keys')));
  const world = await World.start('in process', {
    tokens: { keys, issuer: 'tests', audience: 'tests:graph' },
  });
  const stream = await streamOf(world, books, { authorization: await world.token() });
  expect([stream.status, stream.headers['www-authenticate']]).toEqual([503, undefined]);
});

test('streams and sockets share the seats of a person and of the process', async () => {
  const world = await World.start('in process', { limits: { socketsPerPerson: 2, sockets: 3 } });
  const authorization = await world.token({ subject: 'anna' });
  const socket = world.client({ authorization });
  const connected = new Promise((resolve) => socket.on('connected', resolve));
  socket.subscribe(books, { next: () => undefined, error: () => undefined, complete: () => undefined });
  await connected;
  const first = await streamOf(world, books, { authorization });
  const second = await streamOf(world, books, { authorization });
  expect(second.status).toBe(429);
  await second.ended;
  expect(second.told.text).toContain('TOO_MANY_CONNECTIONS');
  await streamOf(world, books);
  expect((await streamOf(world, books)).status).toBe(429);
  first.leave();
  await eventually(async () => expect((await streamOf(world, books, { authorization })).status).toBe(200));
});

test('a stream shows that it lives, and at the end breaks off so that its client comes back', async () => {
  const world = await World.start('over HTTP', { timeouts: { ping: 20, drain: 30 } });
  const stream = await watching(world);
  await eventually(() => expect(stream.told.comments).toBeGreaterThan(2));
  await world.gateway.close();
  await stream.ended;
  expect(stream.events).toEqual([]);
  expect(world.log.listening('shelf.A')).toBe(0);
});

test('a reader who is slower than the events holds a bounded queue and loses none of them', async () => {
  const warnings: string[] = [];
  const warn = ({ message }: Error) => void warnings.push(message);
  process.on('warning', warn);
  const world = await World.start('in process', { limits: { queue: 5 } });
  world.library.titles.set('1', 'x'.repeat(400_000));
  const response = await openStream(world, books);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  for (let number = 1; number <= 60; number += 1) await world.library.change(number, '1');
  // What is not read fills the buffers of the way, and then nobody is asked for more.
  const asked = async () => {
    const before = world.library.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return world.library.calls.length - before;
  };
  await eventually(async () => expect(await asked()).toBe(0));
  expect(world.library.calls.length).toBeLessThan(60);
  const ids: string[] = [];
  for await (const chunk of response.setEncoding('utf8')) {
    ids.push(...[...String(chunk).matchAll(/^id: (\d+)$/gm)].map(([, id = '']) => id));
    if (ids.at(-1) === '60') break;
  }
  expect(ids).toEqual(Array.from({ length: 60 }, (_, index) => String(index + 1)));
  process.off('warning', warn);
  expect(warnings).toEqual([]); // of listeners that are left behind
});

test('a reader who reads nothing is gone with their token', async () => {
  const world = await World.start('in process');
  world.library.titles.set('1', 'x'.repeat(400_000));
  const authorization = await world.token({ expiresIn: Math.ceil(performance.now() / 1000) + 3 });
  const response = await openStream(world, books, { authorization });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  for (let number = 1; number <= 60; number += 1) await world.library.change(number, '1');
  await eventually(async () => expect(await world.figure('gateway_event_streams')).toBe(0));
  response.destroy();
});

test('a reader who reads nothing holds up no end', async () => {
  const world = await World.start('in process', { timeouts: { ping: 20 } });
  world.library.titles.set('1', 'x'.repeat(400_000));
  const response = await openStream(world, books);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  for (let number = 1; number <= 60; number += 1) await world.library.change(number, '1');
  const start = performance.now();
  await world.close();
  expect(performance.now() - start).toBeLessThan(4_000);
  response.destroy();
});
