import { WebSocket } from 'ws';
import { codesOf } from './kit/codes.ts';
import { eventually } from './kit/eventually.ts';
import { subscribe } from './kit/subscriber.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

/** What is refused, dropped, queued and shared is seen in the figures; those of breakers, retries and bounds are in upstream.test.ts. */
afterEach(() => {
  Wire.closeAll();
  return World.closeAll();
});

const errors = (code: string) => `gateway_errors_total{code="${code}"}`;

/** Knocks, and waits until that has failed. */
function refusedBy({ gateway }: World, options: object = {}): Promise<unknown> {
  const address = `${gateway.url.replace('http', 'ws')}/graphql`;
  return new Promise((resolve) => {
    new WebSocket(address, 'graphql-transport-ws', options).on('error', resolve);
  });
}

async function grows(world: World, names: readonly string[], act: () => Promise<unknown>): Promise<void> {
  const before = await Promise.all(names.map((name) => world.figure(name)));
  await act();
  await eventually(async () => {
    for (const [n, name] of names.entries())
      expect([name, await world.figure(name)]).toEqual([name, (before[n] ?? 0) + 1]);
  });
}

test('a request that is refused before it is read is counted by why', async () => {
  const world = await World.start('in process', { limits: { bodyBytes: 500 } });
  const post = (body: string, headers = {}) =>
    fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  await grows(world, [errors('PAYLOAD_TOO_LARGE')], () => post(`{"query":"${'x'.repeat(600)}"}`));
  await grows(world, [errors('BAD_REQUEST')], () => post('[]'));
  await grows(world, [errors('BAD_REQUEST')], () => post('[]', { accept: 'text/event-stream' }));
  await grows(world, [errors('CROSS_SITE')], () => post('{}', { origin: 'https://other.example' }));
  await grows(world, [errors('SUBSCRIPTION_OVER_HTTP')], () =>
    world.ask('subscription { bookChanged(shelf: "A") { id } }'),
  );
});

test('a socket that does not come about, and each that ends, is counted by why', async () => {
  const world = await World.start('in process', {
    limits: { sockets: 2, socketsPerPerson: 1, bodyBytes: 500 },
  });
  const closed = (code: number | string) => `gateway_sockets_closed_total{code="${code}"}`;
  const refused = (status: number) => `gateway_upgrades_refused_total{status="${status}"}`;
  await grows(world, [errors('PAYLOAD_TOO_LARGE'), closed(1006)], async () =>
    (await Wire.connect(world)).say({ type: 'ping', payload: { text: 'x'.repeat(600) } }),
  );
  await grows(world, [closed('other')], async () => (await Wire.connect(world)).socket.close(4777));
  const origin = 'https://other.example';
  await grows(world, [refused(403)], () => refusedBy(world, { origin }));
  const authorization = await world.token();
  await Wire.connect(world, { authorization });
  expect(await world.figure('gateway_sockets')).toBe(1);
  await grows(world, [closed(4429)], async () =>
    (await Wire.open(world)).say({ type: 'connection_init', payload: { authorization } }),
  );
  await Wire.connect(world);
  await grows(world, [refused(503)], () => refusedBy(world));
});

test('what is watched is counted: topics, events by what became of them, and what came too late', async () => {
  const world = await World.start('in process');
  const client = world.client();
  const tabs = [subscribe(client), subscribe(client)];
  await eventually(async () => expect(await world.figure('gateway_subscriptions')).toBe(2));
  expect(await world.figure('gateway_live_topics')).toBe(1);
  await grows(world, ['gateway_live_deliveries_total{status="skip"}'], async () => {
    tabs[1]?.leave();
    await eventually(async () => expect(await world.figure('gateway_subscriptions')).toBe(1));
    world.library.hidden.add('2');
    await world.library.change(1, '2');
  });
  await grows(world, ['gateway_live_deliveries_total{status="data"}'], () => world.library.change(2, '1'));
  await world.log.restore(5);
  await grows(world, [errors('CURSOR_EXPIRED')], async () => {
    const { end } = subscribe(client, { lastCursor: '1' });
    await eventually(() => expect(codesOf(end.errors)).toEqual(['CURSOR_EXPIRED']));
  });
  tabs[0]?.leave();
  await eventually(async () => expect(await world.figure('gateway_live_topics')).toBe(0));
});

test('what services do not answer is counted, and what several asked at once', async () => {
  const world = await World.start('over HTTP', { shareQueries: true, upstream: { retries: 0 } });
  await grows(world, ['gateway_fetch_shared_total{service="books"}'], () =>
    Promise.all([world.ask('{ slow(ms: 150) }'), world.ask('{ slow(ms: 150) }')]),
  );
  await world.served[0]?.stop();
  const unavailable = ['gateway_fetch_failures_total{service="books"}', errors('UNAVAILABLE')];
  await grows(world, unavailable, () => world.ask('{ bookCaller }'));
});
