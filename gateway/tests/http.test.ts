import { serverAudits } from 'graphql-http';
import { exportJWK, generateKeyPair } from 'jose';
import { keysFrom } from '../src/identity.ts';
import { eventually } from './kit/eventually.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

test('GraphQL over HTTP is served as its specification says, without an error or a warning', async () => {
  const world = await World.start('in process');
  const results = await Promise.all(
    serverAudits({ url: `${world.gateway.url}/graphql` }).map((audit) => audit.fn()),
  );
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([]);
});

describe('a token', () => {
  const refusals = [
    ['has expired', async (world: World) => world.token({ expiresIn: -60 })],
    ['is for somebody else', async (world: World) => world.token({ audience: 'tests:other' })],
    ['is signed by an unknown key', async () => (await World.start('in process')).token()],
    ['is no token', async () => 'Bearer nonsense'],
    ['is no bearer token', async () => 'Basic YTpi'],
    ['is followed by more', async (world: World) => `${await world.token()} more`],
    ['is far too long', async () => `Bearer ${'x'.repeat(9_000)}`],
  ] as const;

  test.each(refusals)('that %s is refused before any service hears of it', async (_name, make) => {
    const world = await World.start('in process');
    const authorization = await make(world);
    const json = await world.ask('{ bookCaller }', {}, { authorization });
    expect(json.status).toBe(200);
    expect(json.body).toEqual({
      errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })],
    });
    const accept = 'application/graphql-response+json';
    const modern = await world.ask('{ bookCaller }', {}, { authorization, accept });
    expect(modern.status).toBe(401);
    expect(modern.headers.get('www-authenticate')).toBe('Bearer');
    expect(world.library.calls).toEqual([]);
  });

  test('that cannot be verified because the keys are out of reach is no fault of the client', async () => {
    const keys = keysFrom(() => Promise.reject(new Error('no route to keys')));
    const world = await World.start('in process', {
      tokens: { keys, issuer: 'tests', audience: 'tests:graph' },
    });
    const headers = { authorization: await world.token(), accept: 'application/graphql-response+json' };
    const { status, body } = await world.ask('{ bookCaller }', {}, headers);
    expect(status).toBe(503);
    expect(body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
    expect(JSON.stringify(body)).not.toContain('no route');
  });

  test('holds after the keys were rotated', async () => {
    const one = await generateKeyPair('EdDSA', { extractable: true });
    let reads = 0;
    const keys = keysFrom(async () => {
      reads += 1;
      return JSON.stringify({ keys: [{ ...(await exportJWK(one.publicKey)), alg: 'EdDSA', kid: 'one' }] });
    });
    const world = await World.start('in process', {
      tokens: { keys, issuer: 'tests', audience: 'tests:graph' },
    });
    await world.ask('{ bookCaller }', {}, { authorization: await world.token() });
    await world.ask('{ bookCaller }', {}, { authorization: await world.token({ expiresIn: '6m' }) });
    expect(reads).toBe(1);
  });

  test('is forwarded unread where no keys are known', async () => {
    const world = await World.start('in process', { tokens: undefined });
    const { body } = await world.ask('{ bookCaller }', {}, { authorization: 'Bearer whatever' });
    expect(body.data).toEqual({ bookCaller: 'Bearer whatever' });
  });
});

test('of the headers of a client only its token and its request id go on', async () => {
  const world = await World.start('over HTTP');
  const id = 'req-12345678';
  const headers = { cookie: 'a=b', 'x-forwarded-for': '1.2.3.4', 'x-actor': 'admin', 'x-request-id': id };
  const answer = await world.ask('{ bookCaller }', {}, headers);
  expect(answer.headers.get('x-request-id')).toBe(id);
  const [seen] = world.served.flatMap((served) => served.headers);
  const { host, connection, 'content-length': length, 'transfer-encoding': encoding, ...rest } = seen ?? {};
  expect(rest).toEqual({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'x-request-id': id,
  });
  const odd = await world.ask('{ bookCaller }', {}, { 'x-request-id': 'a b"c' });
  expect(odd.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

test('an error that a service tells keeps its code; what a service hides stays hidden', async () => {
  const world = await World.start('in process');
  const unknown = await world.ask('{ book(id: "1") { nothing } }');
  expect(unknown.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect((await world.ask('{ book(')).body.errors?.[0]?.extensions.code).toBe('GRAPHQL_PARSE_FAILED');
  const variable = await world.ask('query ($id: ID!) { book(id: $id) { id } }', {});
  expect(variable.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const reserved = await world.ask('query ($representations: ID!) { book(id: $representations) { id } }', {
    representations: '1',
  });
  expect(reserved.body.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const { body } = await world.ask('{ must }');
  expect(body).toMatchObject({ data: null, errors: [{ path: ['must'] }] });
});

test('a fault of the gateway or of a service in its process is told by a number alone', async () => {
  const world = await World.start('in process');
  world.library.answer = async () => {
    throw new TypeError('secret-host:5432 is not a function');
  };
  const { body } = await world.ask('{ books { title } }', {}, { 'x-request-id': 'req-87654321' });
  expect(body.data).toBeNull();
  expect(body.errors).toEqual([
    {
      message: expect.stringContaining('req-87654321'),
      extensions: { code: 'INTERNAL', requestId: 'req-87654321' },
    },
  ]);
});

test('a service that is down costs its own fields, by name and without a host', async () => {
  const world = await World.start('over HTTP');
  await world.served[1]?.stop();
  const { status, body } = await world.ask('{ book(id: "1") { title reviews { text } } }');
  expect(status).toBe(200);
  expect(body.data).toEqual({ book: { title: 'Momo', reviews: null } });
  expect(body.errors).toMatchObject([
    { path: ['book', 'reviews'], extensions: { code: 'UNAVAILABLE', service: 'reviews', retryable: true } },
  ]);
  expect(JSON.stringify(body)).not.toContain('127.0.0.1');
});

test('a service that is too slow counts as down', async () => {
  for (const form of ['in process', 'over HTTP'] as const) {
    const world = await World.start(form, { timeouts: { fetch: 400 } });
    const { body } = await world.ask('{ slow(ms: 5000) reviewCaller }');
    expect(body).toMatchObject({
      data: { slow: null, reviewCaller: 'nobody' },
      errors: [{ extensions: { code: 'UNAVAILABLE' } }],
    });
  }
});

test('an operation has a deadline of its own', async () => {
  const world = await World.start('in process', { timeouts: { operation: 40 } });
  expect((await world.ask('{ slow(ms: 5000) }')).body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
});

test('a query whose connection was reset is sent once more; a mutation never', async () => {
  const world = await World.start('over HTTP');
  const [books] = world.served;
  if (!books) throw new Error('no service');
  books.resets = 1;
  expect((await world.ask('{ book(id: "1") { title } }')).body).toEqual({
    data: { book: { title: 'Momo' } },
  });
  books.resets = 2;
  expect((await world.ask('{ book(id: "1") { title } }')).body.errors?.[0]?.extensions.code).toBe(
    'UNAVAILABLE',
  );
  books.resets = 1;
  const mutation = 'mutation { rename(id: "1", title: "Momo") { title } }';
  expect((await world.ask(mutation)).body.errors?.[0]?.extensions.code).toBe('UNAVAILABLE');
  expect(books.resets).toBe(0);
  expect(books.headers).toHaveLength(5);
});

test('when the client leaves, a query is given up and a mutation runs to its end', async () => {
  const world = await World.start('over HTTP');
  const leaveDuring = async (query: string) => {
    const request = new AbortController();
    const before = world.library.calls.length;
    const sent = fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: request.signal,
    });
    await eventually(() => expect(world.library.calls).toHaveLength(before + 1));
    request.abort();
    await expect(sent).rejects.toThrow();
  };
  const [books] = world.served;
  const cut: string[] = [];
  books?.server.on('request', (_request, response) => {
    response.on('close', () => cut.push(response.writableFinished ? 'answered' : 'given up'));
  });
  await leaveDuring('{ slow(ms: 3000) }');
  await eventually(() => expect(cut).toEqual(['given up']));
  await leaveDuring('mutation { slowly(ms: 50) }');
  await eventually(() => expect(cut).toEqual(['given up', 'answered']));
});

test('a subscription over plain HTTP is told where to go', async () => {
  const world = await World.start('in process');
  const { body } = await world.ask('subscription { bookChanged(shelf: "A") { id } }');
  expect(body.errors?.[0]?.extensions.code).toBe('SUBSCRIPTION_OVER_HTTP');
  const conditional = 'subscription ($if: Boolean!) { bookChanged(shelf: "A") @include(if: $if) { id } }';
  expect((await world.ask(conditional)).body.errors?.[0]?.extensions.code).toBe(
    'SUBSCRIPTION_ROOT_DIRECTIVE',
  );
});

test('a page of another site cannot send anything a browser would not ask about first', async () => {
  const world = await World.start('in process');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify({ query: 'mutation { rename(id: "1", title: "x") { id } }' }),
    });
    expect(response.status).toBe(415);
  }
  const mutation = encodeURIComponent('mutation { rename(id: "1", title: "x") { id } }');
  expect((await fetch(`${world.gateway.url}/graphql?query=${mutation}`)).status).toBe(405);
  expect(world.library.calls).toEqual([]);
});
