import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { streamOf } from './kit/events.ts';
import { eventually } from './kit/eventually.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

afterEach(() => {
  Wire.closeAll();
  return World.closeAll();
});

const watch = {
  query: 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { id } }',
  variables: { shelf: 'A' },
};
const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };
const addressOf = (world: World, path = '/graphql') => `${world.gateway.url.replace('http', 'ws')}${path}`;

function open(world: World, options: { origin?: string } = {}, path?: string): WebSocket {
  return new WebSocket(addressOf(world, path), 'graphql-transport-ws', options);
}

async function opens(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Asks for a socket at a path where there is none, and never ends its own side. */
function knock(world: World): Socket {
  const { port } = new URL(world.gateway.url);
  const socket = connect({ port: Number(port), allowHalfOpen: true });
  socket.write('GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  return socket.on('error', () => undefined);
}

test('only pages of the gateway itself, or of sites that are listed, may open a socket', async () => {
  const world = await World.start('in process', { allowedOrigins: ['https://school.example'] });
  expect(await opens(open(world, { origin: world.gateway.url }))).toBe(true);
  expect(await opens(open(world, { origin: 'https://school.example' }))).toBe(true);
  expect(await opens(open(world))).toBe(true);
  expect(await opens(open(world, { origin: 'https://school.example.evil.example' }))).toBe(false);
  expect(await opens(open(world, { origin: 'null' }))).toBe(false);
  expect(await opens(open(world, {}, '/other'))).toBe(false);
});

test('whoever is refused a socket may break off the connection at any moment', async () => {
  const world = await World.start('in process');
  for (let n = 0; n < 20; n += 1) {
    const [early, late] = [knock(world), knock(world)];
    await once(early, 'connect');
    early.resetAndDestroy();
    expect(String(await once(late, 'data'))).toMatch(/^HTTP\/1.1 404 Not Found\r\n/);
    late.resetAndDestroy();
  }
  await eventually(async () => {
    const refused = await world.figure('gateway_upgrades_refused_total{status="404"}');
    expect(refused).toBeGreaterThanOrEqual(20);
  });
  expect((await world.ask('{ __typename }')).status).toBe(200);
});

test('whoever is refused a socket and keeps the connection holds up no end', async () => {
  const world = await World.start('in process');
  const socket = knock(world);
  await once(socket.resume(), 'end');
  const start = performance.now();
  await Promise.race([world.gateway.close(), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  const took = performance.now() - start;
  socket.destroy();
  expect(took).toBeLessThan(1_500);
});

test('a socket that says nothing is closed', async () => {
  const world = await World.start('in process', { timeouts: { connectionInit: 20 } });
  const [code] = await once(open(world), 'close');
  expect(code).toBe(4408);
  expect(await world.figure('gateway_sockets_closed_total{code="4408"}')).toBe(1);
});

test('a socket whose token does not hold is closed, so that the client may come back with another', async () => {
  const world = await World.start('in process');
  const closed = new Promise((resolve) => {
    const client = world.client({ authorization: 'Bearer nonsense' });
    client.on('closed', (event) => resolve(event));
    client.subscribe(watch, sink);
  });
  expect(await closed).toMatchObject({ code: 4403, reason: expect.stringContaining('not valid') });
});

test('a socket is closed when its token expires', async () => {
  const world = await World.start('in process');
  const seconds = Math.ceil(performance.now() / 1000) + 2;
  const client = world.client({ authorization: await world.token({ expiresIn: seconds }) });
  const closed = new Promise((resolve) => client.on('closed', resolve));
  client.subscribe(watch, sink);
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  expect(await closed).toMatchObject({ code: 4403 });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(0));
});

test('a person holds only so many sockets, others hold theirs, and one that is closed makes room', async () => {
  const world = await World.start('in process', { limits: { socketsPerPerson: 2 } });
  const connect = async (subject: string) => {
    const client = world.client({ authorization: await world.token({ subject }) });
    const outcome = new Promise<unknown>((resolve) => {
      client.on('connected', () => resolve('connected'));
      client.on('closed', resolve);
    });
    client.subscribe(watch, sink);
    return { client, outcome: await outcome };
  };
  const [first, second] = [await connect('anna'), await connect('anna')];
  expect([first.outcome, second.outcome]).toEqual(['connected', 'connected']);
  expect((await connect('anna')).outcome).toMatchObject({ code: 4429 });
  expect((await connect('bert')).outcome).toBe('connected');
  first.client.terminate();
  await eventually(async () => expect((await connect('anna')).outcome).toBe('connected'));
});

test('who has not signed in holds ten times as many, by address, and nobody else is held up by it', async () => {
  const world = await World.start('in process', {
    limits: { socketsPerPerson: 1 },
    trustedProxies: ['loopback'],
  });
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const held = [];
  for (let n = 0; n < 9; n += 1) held.push(await Wire.connect(world, {}, from(`2001:db8::${n}`)));
  const stream = await streamOf(world, watch, from('2001:db8::a').headers);
  expect(stream.status).toBe(200);
  expect((await streamOf(world, watch, from('2001:db8::c').headers)).status).toBe(429);
  const more = await Wire.open(world, undefined, from('2001:db8::b'));
  more.say({ type: 'connection_init' });
  expect((await more.closed).code).toBe(4429);
  await Wire.connect(world, { authorization: await world.token() }, from('2001:db8::b'));
  await Wire.connect(world, {}, from('192.0.2.1'));
  held[0]?.socket.terminate();
  await eventually(async () => {
    const next = await streamOf(world, watch, from('2001:db8::d').headers);
    expect(next.status).toBe(200);
  });
});

test('a process holds only so many sockets, and takes another when one has gone', async () => {
  const world = await World.start('in process', { limits: { sockets: 2 } });
  const held = [open(world), open(world)];
  await Promise.all(held.map((socket) => once(socket, 'open')));
  expect(await opens(open(world))).toBe(false);
  held[0]?.terminate();
  await eventually(async () => expect(await opens(open(world))).toBe(true));
});

test('an admission that is still awaited is given up when its socket goes', async () => {
  const world = await World.start('over HTTP');
  const answered: boolean[] = [];
  world.library.answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_000).unref());
    return { data: null };
  };
  world.served[0]?.server.on('request', (_request, response) => {
    response.on('close', () => answered.push(response.writableFinished));
  });
  const client = world.client();
  client.subscribe(watch, sink);
  await eventually(() => expect(world.served[0]?.headers).toHaveLength(1));
  client.terminate();
  await eventually(() => expect(answered).toEqual([false]), 1_500);
});

test('at the end readiness goes, sockets are closed so that their clients come back, and nothing is left open', async () => {
  const world = await World.start('over HTTP', { timeouts: { drain: 50 } });
  const clients = [1, 2, 3].map(() => world.client());
  const closed = clients.map((client) => new Promise<unknown>((resolve) => client.on('closed', resolve)));
  for (const client of clients) {
    client.subscribe(watch, sink);
  }
  await eventually(() => expect(world.library.calls).toHaveLength(3));
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  const slow = world.ask('{ slow(ms: 30) }');
  await eventually(() => expect(world.library.calls).toHaveLength(4));
  const closing = world.gateway.close();
  expect((await world.gateway.ready()).status).toBe('draining');
  expect((await slow).body).toEqual({ data: { slow: 'done' } });
  for (const event of closed) expect(await event).toMatchObject({ code: 1012 });
  await closing;
  expect(world.log.listening('shelf.A')).toBe(0);
});
