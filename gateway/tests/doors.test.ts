import type { RouteCall } from '../src/endpoint.ts';
import { inProcessEndpoint } from '../src/in-process.endpoint.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const routes = [
  { service: 'books', method: 'GET', path: 'covers/:id' },
  { service: 'books', method: 'POST', path: 'callback' },
];

test('health says that the process lives; readiness names what does not', async () => {
  const world = await World.start('over HTTP');
  const get = async (path: string) => {
    const response = await fetch(world.gateway.url + path);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  expect(await get('/health')).toEqual({ status: 200, body: { status: 'up' } });
  expect(await get('/health/ready')).toEqual({
    status: 200,
    body: {
      status: 'ready',
      parts: {
        books: { up: true, ms: expect.any(Number) },
        reviews: { up: true, ms: expect.any(Number) },
        'live log': { up: true, ms: expect.any(Number) },
      },
    },
  });
  await world.served[1]?.stop();
  world.log.isDown = true;
  const { status, body } = await get('/health/ready');
  expect(status).toBe(503);
  expect(body).toMatchObject({
    status: 'not ready',
    parts: { books: { up: true }, reviews: { up: false }, 'live log': { up: false } },
  });
  expect((await get('/health')).status).toBe(200);
});

test('a service that answers and cannot serve is not ready, and one that is asked in vain is asked for GraphQL', async () => {
  const world = await World.start('over HTTP');
  const [books, reviews] = world.served;
  if (!books || !reviews) throw new Error('no services');
  books.readiness = 503;
  reviews.readiness = 404;
  expect(await world.gateway.ready()).toMatchObject({
    status: 'not ready',
    parts: { books: { up: false }, reviews: { up: true } },
  });
  books.readiness = 404;
  expect(await world.gateway.ready()).toMatchObject({ status: 'ready' });
});

test('a service of the same process says itself whether it can serve', async () => {
  let fault: Error | undefined;
  const ready = async () => {
    if (fault) throw fault;
  };
  const endpoints = () => inProcessEndpoint({ graphql: async () => ({ data: {} }), ready });
  const world = await World.start('in process', { endpoints });
  expect(await world.gateway.ready()).toMatchObject({ status: 'ready' });
  fault = new Error('secret-host:5432');
  const readiness = await world.gateway.ready();
  expect(readiness).toMatchObject({ status: 'not ready', parts: { books: { up: false } } });
  expect(JSON.stringify(readiness)).not.toContain('secret');
});

test('what works beside the gateway is told of, and the gateway serves without it', async () => {
  const workers = () => Promise.reject(new Error('the queue does not answer'));
  const world = await World.start('in process', { beside: { workers } });
  expect(await world.gateway.ready()).toMatchObject({ status: 'ready', parts: { workers: { up: false } } });
});

test('figures are told', async () => {
  const world = await World.start('in process');
  await world.ask('{ bookCaller }');
  const text = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(text).toMatch(/gateway_fetch_seconds_count{service="books"} 1/);
  expect(text).toMatch(/gateway_operation_seconds_count{operation="query"} 1/);
});

test('figures are told to this machine, and elsewhere to whoever has the token', async () => {
  const metricsToken = 'figures';
  const [open, closed] = [await World.start('in process'), await World.start('in process', { metricsToken })];
  const status = async (world: World, headers: Record<string, string> = {}) =>
    (await fetch(`${world.gateway.url}/metrics`, { headers })).status;
  expect(await status(open)).toBe(200);
  expect(await status(open, { 'x-forwarded-for': '203.0.113.7' })).toBe(404);
  expect(await status(closed)).toBe(404);
  expect(await status(closed, { authorization: 'Bearer guess' })).toBe(404);
  expect(await status(closed, { authorization: 'Bearer figures', forwarded: 'for=203.0.113.7' })).toBe(200);
});

test('the doors of the table are forwarded as they are, and no other', async () => {
  const world = await World.start('over HTTP', { routes });
  const url = `${world.gateway.url}/-/books`;
  const got = await fetch(`${url}/covers/a%2Fb?size=2`);
  expect(got.status).toBe(201);
  expect(await got.json()).toEqual({ method: 'GET', url: '/routes/covers/a%2Fb?size=2', text: '' });
  const body = '{"any": "bytes"}  ';
  const headers = { 'content-type': 'application/json', 'x-signature': 's1' };
  const posted = await fetch(`${url}/callback`, { method: 'POST', body, headers });
  expect(posted.headers.get('x-seen')).toBe('s1');
  expect(await posted.json()).toEqual({ method: 'POST', url: '/routes/callback', text: body });
  const others = ['/covers/1/2', '/callback', '/graphql', '/covers/../graphql', '/../../graphql2', '/health'];
  for (const path of others) expect((await fetch(url + path)).status).toBe(404);
  expect((await fetch(`${world.gateway.url}/-/reviews/covers/1`)).status).toBe(404);
  await world.served[0]?.stop();
  const down = await fetch(`${url}/covers/1`);
  expect(down.status).toBe(503);
  expect(await down.json()).toMatchObject({
    errors: [{ extensions: { code: 'UNAVAILABLE', service: 'books' } }],
  });
});

test('a door whose callers send much takes it, and no other door does', async () => {
  const large = [
    ...routes,
    { service: 'books', method: 'POST', path: 'batches', bodyBytes: 5_000 },
    { service: 'books', method: 'POST', path: 'little', bodyBytes: 100 },
  ];
  const world = await World.start('over HTTP', { routes: large, limits: { bodyBytes: 1_000 } });
  const post = async (path: string, length: number) => {
    const answer = await fetch(`${world.gateway.url}/-/books/${path}`, {
      method: 'POST',
      body: 'x'.repeat(length),
    });
    return { status: answer.status, text: await answer.text() };
  };
  expect((await post('batches', 5_000)).text).toContain('x'.repeat(5_000));
  const tooLarge = { status: 413, text: expect.stringMatching(/PAYLOAD_TOO_LARGE/) };
  expect(await post('batches', 5_001)).toEqual(tooLarge);
  expect((await post('batches', 5_001)).text).toContain('5000 bytes are allowed');
  expect(await post('callback', 1_001)).toEqual(tooLarge);
  expect((await post('little', 1_000)).status).toBe(201);
});

test('a door of a service in the same process is called without a port', async () => {
  const calls: RouteCall[] = [];
  const world = await World.start('in process', {
    routes,
    endpoints: () =>
      inProcessEndpoint({
        graphql: async () => ({ data: {} }),
        route: async (call) => {
          calls.push(call);
          return { status: 202, headers: { 'content-type': 'text/plain' }, body: 'thanks' };
        },
      }),
  });
  const answer = await fetch(`${world.gateway.url}/-/books/callback`, { method: 'POST', body: 'hello' });
  expect([answer.status, await answer.text()]).toEqual([202, 'thanks']);
  expect(calls).toMatchObject([{ method: 'POST', path: 'callback', search: '' }]);
  expect(Buffer.from(calls[0]?.body ?? []).toString()).toBe('hello');
});

test('a table that names an unknown service keeps the gateway from starting', async () => {
  const unknown = World.start('in process', { routes: [{ service: 'films', method: 'GET', path: 'x' }] });
  await expect(unknown).rejects.toThrow('the routes name films');
});

test('GraphiQL comes whole from the gateway, compressed, under a policy that allows no other host', async () => {
  const world = await World.start('in process');
  const home = await fetch(`${world.gateway.url}/`);
  expect(home.url).toBe(`${world.gateway.url}/graphiql`);
  const page = await home.text();
  const policy = home.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`connect-src 'self' ws://${new URL(world.gateway.url).host}`);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  const addresses = [...page.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(
    ([, address]) => address ?? '',
  );
  expect(addresses).toHaveLength(6);
  for (const address of addresses) {
    const asset = await fetch(world.gateway.url + address);
    expect(asset.status).toBe(200);
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect((await asset.text()).length).toBeGreaterThan(20);
    const etag = asset.headers.get('etag') ?? '';
    expect((await fetch(world.gateway.url + address, { headers: { 'if-none-match': etag } })).status).toBe(
      304,
    );
  }
  expect(page).not.toMatch(/<script>|https?:/);
});
