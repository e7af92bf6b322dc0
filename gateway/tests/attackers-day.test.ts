import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { base64url } from 'jose';
import { codesOf } from './kit/codes.ts';
import { streamOf } from './kit/events.ts';
import { eventually } from './kit/eventually.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

/**
 * What somebody might try in a day against a gateway as a school would run it. Each is refused by name, before any service hears of
 * it, costs little, and leaves the process as it was. Bombs are in
 * attackers-bombs.test.ts, what stands behind the gateway is attacked in tests/matrix/attack.*.
 */
let world: World;
beforeAll(async () => {
  world = await World.start('in process', { introspection: false });
});
afterAll(() => {
  Wire.closeAll();
  return World.closeAll();
});

test('a batch is not taken, however small', async () => {
  const query = '{ bookCaller }';
  for (const batch of [[{ query }], Array(1_000).fill({ query }), []]) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(batch),
    });
    expect(response.status).toBe(400);
    expect(codesOf(((await response.json()) as { errors: unknown }).errors)).toEqual(['BAD_REQUEST']);
  }
  const wire = await Wire.connect(world);
  wire.say(JSON.stringify([{ type: 'subscribe', id: '1', payload: { query } }]));
  expect((await wire.closed).code).toBe(4400);
});

test('names that mean something to JavaScript mean nothing here', async () => {
  await world.ask('{ __proto__: book(id: "1") { constructor: title toString: id } }');
  await world.ask(
    'query ($__proto__: ID!) { book(id: $__proto__) { hasOwnProperty: title } }',
    JSON.parse('{"__proto__": "1"}'),
  );
  await world.ask(
    '{ bookCaller }',
    JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}}'),
  );
  expect(({} as { isAdmin?: boolean; title?: string }).isAdmin).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect((await world.ask('{ book(id: "1") { title } }')).body).toEqual({
    data: { book: { title: 'Momo' } },
  });
});

describe('a token', () => {
  const part = (value: object) => base64url.encode(JSON.stringify(value));
  const claims = { sub: 'admin', iss: 'tests', aud: 'tests:graph', exp: 4_102_444_800 };
  const signed = async () => (await world.token()).slice('Bearer '.length).split('.');
  const forgeries: [what: string, make: () => Promise<string>][] = [
    ['without a signature', async () => `${part({ alg: 'none' })}.${part(claims)}.`],
    [
      'without a signature, whatever the case',
      async () => `${part({ alg: 'nOnE', kid: 'one' })}.${part(claims)}.`,
    ],
    [
      'signed with the public key as a secret',
      async () => {
        const text = `${part({ alg: 'HS256', kid: 'one' })}.${part(claims)}`;
        return `${text}.${createHmac('sha256', 'one').update(text).digest('base64url')}`;
      },
    ],
    [
      'with other claims under a good signature',
      async () => {
        const [head, , signature] = await signed();
        return `${head}.${part(claims)}.${signature}`;
      },
    ],
    [
      'whose key is its own',
      async () => {
        const [, payload, signature] = await signed();
        return `${part({ alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }, jku: 'https://evil.example' })}.${payload}.${signature}`;
      },
    ],
    [
      'whose key has a path for a name',
      async () => `${part({ alg: 'EdDSA', kid: '../../dev/null' })}.${part(claims)}.AAAA`,
    ],
    ['that has expired', async () => (await world.token({ expiresIn: -1 })).slice('Bearer '.length)],
    [
      'that is for others',
      async () => (await world.token({ audience: 'tests:other' })).slice('Bearer '.length),
    ],
    ['that is none', async () => 'admin'],
  ];

  test.each(forgeries)('%s opens nothing', async (_what, make) => {
    world.library.calls.length = 0;
    const authorization = `Bearer ${await make()}`;
    const accept = 'application/graphql-response+json';
    const { status, body } = await world.ask('{ bookCaller }', {}, { authorization, accept });
    expect([status, codesOf(body.errors)]).toEqual([401, ['UNAUTHENTICATED']]);
    const wire = await Wire.open(world);
    wire.say({ type: 'connection_init', payload: { authorization } });
    expect((await wire.closed).code).toBe(4403);
    expect((await streamOf(world, { query: '{ bookCaller }' }, { authorization })).status).toBe(401);
    expect(world.library.calls).toEqual([]);
  });
});

describe('who watches', () => {
  const query = 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { id title } }';
  const variables = { shelf: 'A' };

  test('cannot choose the topic, the event or the end of the admission: the owner is told nothing of what a client says', async () => {
    world.library.calls.length = 0;
    const wire = await Wire.connect(world);
    const live = {
      topic: 'shelf.B',
      status: 'data',
      until: '2100-01-01',
      pointer: { typename: 'Book', key: { id: '3' }, version: 1 },
    };
    wire.subscribe('1', query, { variables, extensions: { live, topic: 'shelf.B', pointer: live.pointer } });
    await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
    expect(world.log.listening('shelf.B')).toBe(0);
    expect(world.library.calls.map(({ body }) => body.extensions)).toEqual([{ live: {} }]);
    expect(wire.of('1')).toEqual([]);
    wire.socket.close();
    await eventually(() => expect(world.log.listening('shelf.A')).toBe(0));
  });

  test('and has lost the right gets nothing of what was missed, whatever cursor is brought', async () => {
    await world.library.change(1, '1');
    await world.library.change(2, '2');
    world.library.refuseBy = 'NOT_FOUND';
    const wire = await Wire.connect(world);
    const cursors = ['0', '1', '999999999999', '-1', '1e3', '', 7, null, {}, ['0'], '9'.repeat(400)];
    for (const [n, lastCursor] of cursors.entries()) {
      wire.subscribe(`${n}`, query, { variables, extensions: { lastCursor, announce: true } });
      await wire.hears({ id: `${n}`, type: 'error' });
      expect(wire.types(`${n}`)).toEqual(['error']);
    }
    const stream = await streamOf(world, { query, variables }, { 'last-event-id': '0' });
    await stream.ended;
    expect(stream.events.map(({ data }) => data?.data)).toEqual([undefined, undefined]);
    world.library.refuseBy = undefined;
    expect(world.log.listening('shelf.A')).toBe(0);
  });

  test('with a cursor that is none is told so', async () => {
    const wire = await Wire.connect(world);
    for (const [n, lastCursor] of ['-1', '1e3', '', 7, {}, ['0'], '9'.repeat(400)].entries()) {
      wire.subscribe(`${n}`, query, { variables, extensions: { lastCursor } });
      await eventually(() =>
        expect(wire.of(`${n}`).map(({ payload }) => codesOf(payload))).toEqual([['BAD_USER_INPUT']]),
      );
    }
    expect(world.log.listening('shelf.A')).toBe(0);
  });
});

test('what is too large is refused before it is read: a body, a message, headers', async () => {
  const text = `{ bookCaller } # ${'x'.repeat(300_000)}`;
  expect((await world.ask(text)).status).toBe(413);
  const wire = await Wire.connect(world);
  wire.subscribe('1', text);
  expect((await wire.closed).code).toBe(1009);
  const large = await fetch(`${world.gateway.url}/graphql?query={bookCaller}`, {
    headers: { 'x-large': 'x'.repeat(20_000) },
  });
  expect(large.status).toBe(431);
});

describe('connections that are held open', () => {
  /** A connection that says a little and then waits. */
  function hold(held: World, text: string): { socket: Socket; ended: Promise<unknown> } {
    const { hostname, port } = new URL(held.gateway.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write(text);
    return { socket, ended };
  }

  test('are cut when their request does not come in time, and others are served meanwhile', async () => {
    const slow = await World.start('in process', { timeouts: { request: 600, connectionInit: 300 } });
    const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\n';
    const held = Array.from({ length: 200 }, (_, n) =>
      hold(
        slow,
        n % 2 === 0 ? head : `${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{"query"`,
      ),
    );
    const trickle = setInterval(() => {
      for (const [n, { socket }] of held.entries())
        if (socket.writable) socket.write(n % 2 === 0 ? 'x-a: b\r\n' : ' ');
    }, 50);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => Wire.open(slow)));
    for (let n = 0; n < 10; n += 1) {
      expect((await slow.ask('{ bookCaller }')).status).toBe(200);
      await pause(20);
    }
    await Promise.all(held.map(({ ended }) => ended));
    clearInterval(trickle);
    expect(await Promise.all(sockets.map(async ({ closed }) => (await closed).code))).toEqual(
      Array(20).fill(4408),
    );
    expect((await slow.ask('{ bookCaller }')).status).toBe(200);
    expect(await slow.figure('gateway_connections_failed_total{code="ERR_HTTP_REQUEST_TIMEOUT"}')).toBe(200);
  });
});

test('after all of it the process is as it was', async () => {
  expect((await world.ask('{ book(id: "1") { title reviews { text } } }')).body).toEqual({
    data: { book: { title: 'Momo', reviews: [{ text: 'On 1' }] } },
  });
  Wire.closeAll();
  await eventually(async () => {
    const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
    for (const figure of ['sockets', 'event_streams', 'subscriptions'])
      expect(told).toContain(`gateway_${figure} 0\n`);
    expect(told).toMatch(/gateway_errors_total\{code="UNAUTHENTICATED"\} [1-9]/);
  });
});
