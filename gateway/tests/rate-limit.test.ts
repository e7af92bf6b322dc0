import { MemoryRates } from '@learnova/platform/rates/memory-rates';
import { addressOf, holderOf, proxiesAt } from '../src/address.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const query = '{ book(id: "1") { title reviews { text } } }';
/** A book, and the ten reviews that a list without a page counts. */
const COST = 11;

const watching = 'subscription { bookChanged(shelf: "A") { id reviews { text } } }';

/** Room for three such queries in a minute; their documents are planned already, by somebody who paid for it. */
async function start(more: Parameters<typeof World.start>[1] = {}) {
  const rate = { rates: new MemoryRates(), rules: { capacity: COST * 3 + 1, windowMs: 60_000 } };
  const world = await World.start('in process', { rate, ...more });
  for (const [n, text] of [query, '{ bookCaller }', watching].entries()) {
    const client = world.client({ authorization: await world.token({ subject: `first${n}` }) });
    const answers = client.iterate({ query: text, extensions: { announce: true } });
    await answers.next();
    await answers.return?.();
  }
  return world;
}

test('a person may cost so much in a time, over either transport, and others are not held up by it', async () => {
  const world = await start();
  const [anna, bert] = [await world.token({ subject: 'anna' }), await world.token({ subject: 'bert' })];
  const first = await world.ask(query, {}, { authorization: anna });
  expect(first.body.errors).toBeUndefined();
  expect(first.headers.get('x-cost-estimated')).toBe(String(COST));
  expect(first.headers.get('x-cost-actual')).toBe('2');
  expect(first.headers.get('ratelimit-policy')).toBe('"cost";q=34;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"cost";r=23;t=\d\d$/);
  const socket = world.client({ authorization: anna });
  expect((await socket.iterate({ query }).next()).value).toMatchObject({ data: { book: { title: 'Momo' } } });
  // Another token of the same person.
  const again = await world.token({ subject: 'anna', expiresIn: '9m' });
  expect((await world.ask(query, {}, { authorization: again })).status).toBe(200);
  world.library.calls.length = 0;

  const refused = await world.ask(query, {}, { authorization: anna });
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(10);
  expect(seconds).toBeLessThanOrEqual(20);
  expect(refused.body).toEqual({
    errors: [
      {
        message: `You ask for too much in a short time. Try again in ${seconds} s, or ask for less.`,
        extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: seconds },
      },
    ],
  });
  await expect(socket.iterate({ query }).next()).rejects.toMatchObject([
    { extensions: { code: 'RATE_LIMITED' } },
  ]);
  await expect(socket.iterate({ query: watching }).next()).rejects.toMatchObject([
    { extensions: { code: 'RATE_LIMITED' } },
  ]);
  expect(world.library.calls).toEqual([]);

  expect((await world.ask('{ bookCaller }', {}, { authorization: anna })).status).toBe(200);
  expect((await world.ask(query, {}, { authorization: bert })).status).toBe(200);
  const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(told).toMatch(/gateway_errors_total\{code="RATE_LIMITED"\} 3/);
  expect(told).toMatch(/gateway_rate_points_total\{outcome="refused"\} 33/);
  expect(told).toMatch(/gateway_operation_cost_count\{kind="actual"\} 7/);
});

test('a media type that knows statuses is told by the same one', async () => {
  const world = await start();
  const accept = 'application/graphql-response+json';
  for (let n = 0; n < 3; n += 1) expect((await world.ask(query, {}, { accept })).status).toBe(200);
  const { status, headers } = await world.ask(query, {}, { accept });
  expect([status, headers.get('content-type')]).toEqual([429, `${accept}; charset=utf-8`]);
});

test('who has not signed in counts by address: what a trusted proxy says, and nobody else', async () => {
  const behind = await start({ trustedProxies: ['loopback'] });
  const from = (address: string) => behind.ask(query, {}, { 'x-forwarded-for': address });
  for (let n = 0; n < 3; n += 1) expect((await from('203.0.113.7')).status).toBe(200);
  expect((await from('203.0.113.7')).status).toBe(429);
  // What a visitor says of itself stands before what the proxy says of it.
  expect((await from('198.51.100.1, 203.0.113.7')).status).toBe(429);
  expect((await from('203.0.113.8')).status).toBe(200);

  const direct = await start();
  const pretended = (address: string) => direct.ask(query, {}, { 'x-forwarded-for': address });
  for (let n = 0; n < 3; n += 1) expect((await pretended(`203.0.113.${n}`)).status).toBe(200);
  expect((await pretended('203.0.113.9')).status).toBe(429);
});

test('a document that is new is to be planned, and costs by its fields whoever sends it', async () => {
  const rate = { rates: new MemoryRates(), rules: { capacity: 1_000, windowMs: 3_600_000 } };
  const world = await World.start('in process', { rate });
  const left = async (text: string) => {
    const { status, headers } = await world.ask(text);
    return status === 429 ? 'refused' : Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  };
  const variant = (n: number) => `{ book(id: "1") { title caller } } # ${n}`;
  expect(await left(variant(1))).toBe(1_000 - 3 * 100 - 1);
  expect(await left(variant(1))).toBe(1_000 - 3 * 100 - 2);
  expect(await left(variant(2))).toBe(1_000 - 6 * 100 - 3);
  expect(await left(variant(3))).toBe(1_000 - 9 * 100 - 4);
  expect(await left(variant(4))).toBe('refused');
  expect(await left(variant(1))).toBeGreaterThanOrEqual(95);
  const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(told).toMatch(/gateway_documents_total\{known="no"\} 4/);
});

test('ids and texts that are written into a document make no other plan, and cost nobody one', async () => {
  const rate = { rates: new MemoryRates(), rules: { capacity: 1_000, windowMs: 3_600_000 } };
  const world = await World.start('in process', { rate });
  const left = async (id: string) => {
    const { body, headers } = await world.ask(`{ book(id: "${id}") { id title } }`);
    return [body.data, Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1])];
  };
  expect(await left('1')).toEqual([{ book: { id: '1', title: 'Momo' } }, 1_000 - 3 * 100 - 1]);
  expect(await left('nobody')).toEqual([{ book: null }, 1_000 - 3 * 100 - 2]);
  expect(await left('1')).toEqual([{ book: { id: '1', title: 'Momo' } }, 1_000 - 3 * 100 - 3]);
  expect(await world.figure('gateway_plan_seconds_count')).toBe(1);
});

test('what is left out of a document makes another plan, which costs whoever wants it first', async () => {
  const rate = { rates: new MemoryRates(), rules: { capacity: 1_000, windowMs: 3_600_000 } };
  const world = await World.start('in process', { rate });
  const query = `query ($a: Boolean!, $b: Boolean = false) {
    bookCaller @skip(if: $a) ... @include(if: $b) { reviewCaller }
  }`;
  const left = async (variables: object) => {
    const { status, headers } = await world.ask(query, variables);
    return status === 429 ? 'refused' : Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  };
  expect(await left({ a: true })).toBe(1_000 - 2 * 100);
  expect(await left({ a: true, b: false })).toBe(1_000 - 2 * 100 - 1);
  expect(await left({ a: false })).toBe(1_000 - 4 * 100 - 1);
  expect(await left({ a: false, b: true })).toBe(1_000 - 6 * 100 - 1);
  expect(await left({ a: false, b: null })).toBe(1_000 - 6 * 100 - 2);
  expect(await left({ a: true, b: true })).toBe(1_000 - 8 * 100 - 2);
  expect(await left({ a: true })).toBe(1_000 - 8 * 100 - 3);
  expect(await world.figure('gateway_plan_seconds_count')).toBe(4);
});

test('requests that are refused count as well, and soon are not even read', async () => {
  const world = await start();
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await world.ask('{ nothing }')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
});

test('where an address comes from', () => {
  const trusted = proxiesAt(['private', '127.0.0.1', '2001:db8::/32']);
  const from = (remoteAddress: string, forwarded?: string) =>
    addressOf({ socket: { remoteAddress } as never, headers: { 'x-forwarded-for': forwarded } }, trusted);
  expect(from('::ffff:10.1.2.3', '198.51.100.1, 203.0.113.7, 192.168.0.9')).toBe('203.0.113.7');
  expect(from('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  expect(from('10.1.2.3')).toBe('10.1.2.3');
  expect(from('2001:db8::1', 'nonsense')).toBe('2001:db8::1');
  expect(holderOf('2001:0DB8:0:1::5')).toBe('2001:db8:0:1::/64');
  expect(holderOf('2001:db8:0:1:ffff::9')).toBe('2001:db8:0:1::/64');
  expect(holderOf('203.0.113.7')).toBe('203.0.113.7');
  expect(() => proxiesAt(['everybody'])).toThrow('everybody is neither an address nor a range');
});
