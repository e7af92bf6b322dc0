import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Endpoint, Unreachable } from '../src/endpoint.ts';
import { httpEndpoint } from '../src/http.endpoint.ts';
import { eventually } from './kit/eventually.ts';
import { Served } from './kit/serve.ts';
import { World } from './kit/world.ts';

const extra: Served[] = [];
afterEach(async () => {
  await World.closeAll();
  for (const one of extra.splice(0)) await one.stop();
});

const title = '{ book(id: "1") { title } }';
const momo = { data: { book: { title: 'Momo' } } };
const code = ({ body }: Awaited<ReturnType<World['ask']>>) => body.errors?.[0]?.extensions.code;

async function figures(world: World): Promise<string> {
  return (await fetch(`${world.gateway.url}/metrics`)).text();
}

/** Sends a query, and answers how to cut the connection before there is an answer. */
function sentTo({ gateway }: World, query: string): () => void {
  const sent = get(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { agent: false });
  sent.on('error', () => undefined);
  return () => void sent.destroy();
}

/** A world whose books are served at two addresses. */
async function twoAddresses(options: Parameters<typeof World.start>[1] = {}) {
  let second: string | undefined;
  const world = await World.start('over HTTP', {
    endpoints: (name, url) => {
      if (name !== 'books') return httpEndpoint(url);
      const later = httpEndpoint('http://127.0.0.1:1/graphql');
      return [
        httpEndpoint(url),
        {
          graphql: (body, call) => (second ? httpEndpoint(second) : later).graphql(body, call),
        },
      ];
    },
    ...options,
  });
  const further = await Served.start(world.library, 'books');
  second = further.url;
  extra.push(further);
  const [first] = world.served;
  if (!first) throw new Error('no service');
  return { world, first, second: further };
}

describe('a breaker', () => {
  const upstream = { breakerFailures: 5, breakerOpenMs: 700, retries: 0 };

  test('spares a service that does not answer, and finds out by one request that it answers again', async () => {
    const world = await World.start('over HTTP', { upstream });
    const [books] = world.served;
    const { port = 0 } = books ?? {};
    await books?.stop();
    for (let n = 0; n < 5; n += 1) expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    expect(await figures(world)).toMatch(/gateway_breaker_open\{service="books",address="1"\} 1/);
    await books?.listen(port);
    // It would answer, and is spared still.
    expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    expect(books?.headers).toHaveLength(0);
    expect((await world.ask('{ reviewCaller }')).body).toEqual({ data: { reviewCaller: 'nobody' } });
    await eventually(async () => expect((await world.ask(title)).body).toEqual(momo));
    const told = await figures(world);
    expect(told).toMatch(/gateway_breaker_open\{service="books",address="1"\} 0/);
    expect(told).toMatch(/gateway_breaker_openings_total\{service="books",address="1"\} 1/);
  });

  test('opens for a service that takes connections and says nothing, and then nobody waits', async () => {
    const world = await World.start('over HTTP', {
      upstream: { ...upstream, breakerOpenMs: 60_000 },
      timeouts: { fetch: 60 },
    });
    const answer = world.library.answer.bind(world.library);
    world.library.answer = async (service, ...rest) =>
      service === 'books' ? pause(2_000, {}, { ref: false }) : answer(service, ...rest);
    await Promise.all([1, 2, 3, 4, 5].map(() => world.ask(title)));
    const asked = world.served[0]?.headers.length;
    expect(asked).toBeGreaterThan(0);
    for (let n = 0; n < 20; n += 1) expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    expect(world.served[0]?.headers).toHaveLength(asked ?? 0);
  });

  test('is closed by readiness as well, and does not mind errors that are answers', async () => {
    const world = await World.start('over HTTP', { upstream: { ...upstream, breakerOpenMs: 60_000 } });
    for (let n = 0; n < 10; n += 1) expect(code(await world.ask('{ fault }'))).not.toBe('UNAVAILABLE');
    expect((await world.ask(title)).body).toEqual(momo);
    const [books] = world.served;
    if (!books) throw new Error('no service');
    books.resets = 20;
    for (let n = 0; n < 20; n += 1) expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    books.resets = 0;
    expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    expect(await world.gateway.ready()).toMatchObject({ status: 'ready' });
    expect((await world.ask(title)).body).toEqual(momo);
  });

  test('does not count clients that leave', async () => {
    const world = await World.start('over HTTP', { upstream });
    const leaves = Array.from({ length: 20 }, () => sentTo(world, '{ slow(ms: 20000) }'));
    await eventually(() => expect(world.served[0]?.open.size).toBe(20));
    for (const leave of leaves) leave();
    await eventually(() => expect(world.served[0]?.open.size).toBe(0));
    expect((await world.ask(title)).body).toEqual(momo);
  });
});

describe('of several addresses', () => {
  test('each has its share, and a query that one does not answer is answered by another', async () => {
    const { world, first, second } = await twoAddresses();
    for (let n = 0; n < 20; n += 1) expect((await world.ask(title)).body).toEqual(momo);
    expect([first.headers.length, second.headers.length]).toEqual([10, 10]);
    await first.stop();
    for (let n = 0; n < 20; n += 1) expect((await world.ask(title)).body).toEqual(momo);
    expect(await figures(world)).toMatch(/gateway_breaker_open\{service="books",address="1"\} 1/);
  });

  test('a mutation goes to another where it cannot have arrived, and is never sent twice', async () => {
    const { world, first, second } = await twoAddresses({ upstream: { breakerFailures: 0 } });
    const rename = 'mutation { rename(id: "1", title: "Momo") { title } }';
    first.resets = 5;
    second.resets = 5;
    expect(code(await world.ask(rename))).toBe('UNAVAILABLE');
    expect(first.headers.length + second.headers.length).toBe(1);
    first.resets = 0;
    second.resets = 0;
    await first.stop();
    for (let n = 0; n < 4; n += 1) await world.ask(title); // connections that were kept are found to be gone
    for (let n = 0; n < 4; n += 1) {
      expect((await world.ask(rename)).body).toEqual({ data: { rename: { title: 'Momo' } } });
    }
  });

  test('one at which nobody is there is spared at once, and going elsewhere costs nothing of what may be sent again', async () => {
    const upstream = { retries: 0, retryShare: 0, breakerOpenMs: 60_000 };
    const { world, first, second } = await twoAddresses({ upstream });
    await first.stop();
    const rename = 'mutation { rename(id: "1", title: "Momo") { title } }';
    for (let n = 0; n < 20; n += 1) {
      expect((await world.ask(title)).body).toEqual(momo);
      expect((await world.ask(rename)).body).toEqual({ data: { rename: { title: 'Momo' } } });
    }
    expect(second.headers).toHaveLength(40);
    const told = await figures(world);
    expect(told).toMatch(/gateway_breaker_open\{service="books",address="1"\} 1/);
    expect(told).not.toMatch(/gateway_breaker_open\{service="books",address="2"\} 1/);
    // The last one is not given up so easily: there is nobody else.
    await second.stop();
    for (let n = 0; n < 5; n += 1) expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    expect(await figures(world)).not.toMatch(/gateway_breaker_open\{service="books",address="2"\} 1/);
  });

  test('one that is back is found by whoever is sent away where the next one has gone', async () => {
    const { world, first, second } = await twoAddresses({ upstream: { retries: 0, breakerOpenMs: 60_000 } });
    const { port } = first;
    await first.stop();
    for (let n = 0; n < 4; n += 1) expect((await world.ask(title)).body).toEqual(momo);
    await first.listen(port);
    await second.stop();
    for (let n = 0; n < 20; n += 1) expect((await world.ask(title)).body).toEqual(momo);
    expect(first.headers).toHaveLength(20);
  });

  test('one that is back and slow is waited for by all when the next one has gone', async () => {
    const { world, first, second } = await twoAddresses({ upstream: { breakerOpenMs: 300 } });
    const { port } = first;
    await first.stop();
    for (let n = 0; n < 4; n += 1) expect((await world.ask(title)).body).toEqual(momo);
    await first.listen(port);
    await pause(400);
    const answer = world.library.answer.bind(world.library);
    world.library.answer = async (...call) => {
      await pause(250);
      return answer(...call);
    };
    await second.stop();
    const answers: ReturnType<World['ask']>[] = [];
    for (let n = 0; n < 20; n += 1) {
      answers.push(world.ask(title));
      await pause(5);
    }
    for (const one of await Promise.all(answers)) expect(one.body).toEqual(momo);
  });

  test('one that was leaving is knocked at once the next one has gone; one that said nothing is not', async () => {
    const upstream = { retries: 100, breakerFailures: 5, breakerOpenMs: 60_000 };
    const { world, first, second } = await twoAddresses({ upstream, timeouts: { fetch: 400 } });
    const asked = () => first.headers.length;
    first.resets = 5;
    for (let n = 0; n < 12; n += 1) expect((await world.ask(title)).body).toEqual(momo);
    expect(await figures(world)).toMatch(/gateway_breaker_open\{service="books",address="1"\} 1/);
    expect(asked()).toBe(5);
    second.resets = 1;
    expect((await world.ask(title)).body).toEqual(momo);
    expect(asked()).toBe(6);
    expect(await figures(world)).toMatch(/gateway_breaker_open\{service="books",address="1"\} 0/);

    const answer = world.library.answer.bind(world.library);
    world.library.answer = async (service, ...rest) =>
      service === 'books' ? pause(2_000, {}, { ref: false }) : answer(service, ...rest);
    await Promise.all(Array.from({ length: 10 }, () => world.ask(title)));
    const told = await figures(world);
    expect(told).toMatch(/gateway_breaker_open\{service="books",address="1"\} 1/);
    expect(told).not.toMatch(/gateway_breaker_open\{service="books",address="2"\} 1/);
    const before = asked();
    second.resets = 2;
    expect(code(await world.ask(title))).toBe('UNAVAILABLE');
    expect(second.resets).toBe(0);
    expect(asked()).toBe(before);
  });

  test('one at which nobody was is knocked once more when the next one answers nothing: it may be back by then', async () => {
    const asked: string[] = [];
    const whereAsked = (address: string, answers: Endpoint): Endpoint => ({
      graphql: (body, call) => {
        asked.push(address);
        // Nobody is there at first; then it is the other one that leaves.
        if (asked.length === 1) throw new Unreachable('refused', { isUnsent: true });
        if (asked.length === 2) throw new Unreachable('reset');
        return answers.graphql(body, call);
      },
    });
    const endpoints = (name: string, url: string) =>
      name === 'books' ? ['a', 'b'].map((at) => whereAsked(at, httpEndpoint(url))) : httpEndpoint(url);
    const world = await World.start('over HTTP', { endpoints });
    expect((await world.ask(title)).body).toEqual(momo);
    const [first, second] = asked;
    expect(asked).toEqual([first, second, first]);
    expect(first).not.toBe(second);
  });

  test('one that is ready is enough to be ready', async () => {
    const { world, first } = await twoAddresses();
    expect(await world.gateway.ready()).toMatchObject({ parts: { books: { up: true } } });
    first.readiness = 503;
    expect(await world.gateway.ready()).toMatchObject({ parts: { books: { up: true } } });
  });
});

test('what may be sent again is a share of what is sent', async () => {
  const upstream = { breakerFailures: 0, retries: 3, retryShare: 0.1 };
  const world = await World.start('over HTTP', { upstream });
  const [books] = world.served;
  if (!books) throw new Error('no service');
  books.resets = 1_000;
  for (let n = 0; n < 20; n += 1) expect(code(await world.ask(title))).toBe('UNAVAILABLE');
  // Twenty requests, the three that the budget began with, and one for every ten.
  expect(books.headers).toHaveLength(20 + 3 + 1);
  expect(await figures(world)).toMatch(/gateway_fetch_retries_total\{service="books",sent="no"\} 16/);
});

test('a service that is slow holds up its own requests, in order, and beyond a bound refuses them at once', async () => {
  const world = await World.start('over HTTP', { upstream: { concurrent: 2, waiting: 3 } });
  const answer = world.library.answer.bind(world.library);
  const { promise: mayAnswer, resolve: letAnswer } = Promise.withResolvers<void>();
  world.library.answer = async (service, ...rest) => {
    if (service === 'books') await mayAnswer;
    return answer(service, ...rest);
  };
  const slow = Array.from({ length: 5 }, () => world.ask('{ slow(ms: 1) }'));
  await eventually(async () =>
    expect(await figures(world)).toMatch(/gateway_fetch_waiting\{service="books"\} 3/),
  );
  expect(world.served[0]?.headers).toHaveLength(2);
  expect(code(await world.ask(title))).toBe('UNAVAILABLE');
  expect((await world.ask('{ reviewCaller }')).body).toEqual({ data: { reviewCaller: 'nobody' } });
  letAnswer();
  expect((await Promise.all(slow)).map(({ body }) => body)).toEqual(
    Array(5).fill({ data: { slow: 'done' } }),
  );
  expect(await figures(world)).toMatch(/gateway_fetch_refusals_total\{service="books"\} 1/);
});

test('whoever leaves while waiting frees the place', async () => {
  const world = await World.start('over HTTP', { upstream: { concurrent: 1, waiting: 1 } });
  const first = world.ask('{ slow(ms: 1000) }');
  await eventually(() => expect(world.served[0]?.headers).toHaveLength(1));
  const leave = sentTo(world, title);
  await eventually(async () =>
    expect(await figures(world)).toMatch(/gateway_fetch_waiting\{service="books"\} 1/),
  );
  leave();
  await eventually(async () => expect((await world.ask(title)).body).toEqual(momo));
  expect((await first).body).toEqual({ data: { slow: 'done' } });
});
