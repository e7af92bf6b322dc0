import { setTimeout as pause } from 'node:timers/promises';
import { MemoryRates } from '@learnova/platform/rates/memory-rates';
import { eventually } from './kit/eventually.ts';
import { listening, shelf, watch } from './kit/shelf.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

/** What may happen between a client, the gateway and a service, told message by message as `graphql-transport-ws` has it. */
afterEach(() => {
  Wire.closeAll();
  return World.closeAll();
});

const codes = (wire: Wire, id: string) =>
  wire
    .of(id)
    .flatMap(
      ({ payload }) =>
        (payload as { extensions: { code: string } }[]).map?.(({ extensions }) => extensions.code) ?? [],
    );

describe('a client that does not keep to the protocol is closed', () => {
  const operation = { type: 'subscribe', id: '1', payload: { query: '{ bookCaller }' } };
  const broken: [what: string, messages: (object | string)[], code: number][] = [
    ['what it says is no JSON', ['{"type"'], 4400],
    ['what it says is no object', ['[]'], 4400],
    ['what it says has no type', [{ id: '1' }], 4400],
    ['it says what nobody knows', [{ type: 'start', id: '1', payload: {} }], 4400],
    ['it asks without an id', [{ type: 'connection_init' }, { ...operation, id: '' }], 4400],
    ['it asks without a query', [{ type: 'connection_init' }, { ...operation, payload: {} }], 4400],
    ['it asks before it is let in', [operation], 4401],
    ['it wants to be let in twice', [{ type: 'connection_init' }, { type: 'connection_init' }], 4429],
    [
      'it asks under an id that is in use',
      [
        { type: 'connection_init' },
        { type: 'subscribe', id: '1', payload: { query: '{ slow(ms: 500) }' } },
        operation,
      ],
      4409,
    ],
  ];
  test.each(broken)('when %s', async (_what, messages, code) => {
    const world = await World.start('in process');
    const wire = await Wire.open(world);
    for (const message of messages) {
      wire.say(message);
      if (typeof message === 'object' && 'type' in message && message.type === 'connection_init')
        await pause(20);
    }
    expect((await wire.closed).code).toBe(code);
    expect((await world.ask('{ __typename }')).status).toBe(200);
  });

  test('when it speaks another protocol, and when it says nothing', async () => {
    const world = await World.start('in process', { timeouts: { connectionInit: 30 } });
    expect((await (await Wire.open(world, [])).closed).code).toBe(4406);
    expect((await (await Wire.open(world)).closed).code).toBe(4408);
  });
});

test('a ping is answered by a pong with the same payload, before and after the client is let in', async () => {
  const world = await World.start('in process');
  const wire = await Wire.open(world);
  wire.say({ type: 'ping', payload: { n: 1 } });
  await wire.hears({ type: 'pong', payload: { n: 1 } });
  wire.say({ type: 'connection_init' });
  wire.say({ type: 'ping' });
  await eventually(() => expect(wire.came).toContainEqual({ type: 'pong' }));
  wire.say({ type: 'pong', payload: { unasked: true } });
  wire.subscribe('1', '{ bookCaller }');
  await wire.hears({ id: '1', type: 'complete' });
});

test('a client that does not answer pings of the connection is cut, and its topic freed', async () => {
  const world = await World.start('in process', { timeouts: { ping: 40 } });
  const wire = await Wire.connect(world, undefined, { autoPong: false });
  wire.subscribe('1', watch, shelf);
  await listening(world, 1);
  expect((await wire.closed).code).toBe(1006);
  await listening(world, 0);
});

test('operations of one socket run side by side, and an id is free again when its operation has ended', async () => {
  const world = await World.start('in process');
  const wire = await Wire.connect(world);
  wire.subscribe('slow', '{ slow(ms: 150) }');
  wire.subscribe('quick', '{ bookCaller }');
  await wire.hears({ id: 'slow', type: 'complete' });
  expect(wire.came.filter(({ id }) => id).map(({ id, type }) => `${id} ${type}`)).toEqual([
    'quick next',
    'quick complete',
    'slow next',
    'slow complete',
  ]);
  wire.subscribe('quick', watch, shelf);
  await listening(world, 1);
  wire.say({ type: 'complete', id: 'quick' });
  await listening(world, 0);
  wire.subscribe('quick', '{ bookCaller }');
  await eventually(() => expect(wire.types('quick')).toEqual(['next', 'complete', 'next', 'complete']));
  wire.say({ type: 'complete', id: 'nothing' });
  wire.subscribe('last', '{ bookCaller }');
  await wire.hears({ id: 'last', type: 'complete' });
});

test('what is wrong with one operation leaves the others of its socket alone', async () => {
  const world = await World.start('in process');
  const wire = await Wire.connect(world);
  wire.subscribe('good', watch, shelf);
  await listening(world, 1);
  world.library.refuseBy = 'FORBIDDEN';
  wire.subscribe('refused', watch, shelf);
  await wire.hears({ id: 'refused', type: 'error' });
  world.library.refuseBy = undefined;
  wire.subscribe('wrong', '{ nothing }');
  wire.subscribe('broken', 'subscription {');
  wire.subscribe('failing', '{ must }');
  await wire.hears({ id: 'failing', type: 'complete' });
  expect([wire.types('refused'), wire.types('wrong'), wire.types('broken')]).toEqual([
    ['error'],
    ['error'],
    ['error'],
  ]);
  expect(wire.types('failing')).toEqual(['next', 'complete']);
  await world.library.change(1, '1');
  await wire.hears({ id: 'good', type: 'next' });
});

test('a client whose line breaks frees everything that it watched, and what it waits for at the services', async () => {
  const world = await World.start('over HTTP');
  const wire = await Wire.connect(world);
  for (const id of ['1', '2', '3']) wire.subscribe(id, watch, shelf);
  await eventually(() => expect(world.library.calls).toHaveLength(3));
  await listening(world, 1);
  wire.subscribe('slow', '{ slow(ms: 5000) }');
  await eventually(() => expect(world.served[0]?.open.size).toBe(1));
  wire.socket.terminate();
  await listening(world, 0);
  await eventually(() => expect(world.served[0]?.open.size).toBe(0));
});

describe('a service that is gone', () => {
  test('costs a new subscription exactly one error, and its id is free again', async () => {
    const world = await World.start('over HTTP');
    const [books] = world.served;
    const { port = 0 } = books ?? {};
    await books?.stop();
    const wire = await Wire.connect(world);
    wire.subscribe('1', watch, shelf);
    await wire.hears({ id: '1', type: 'error' });
    await pause(50);
    expect([wire.types('1'), codes(wire, '1')]).toEqual([['error'], ['UNAVAILABLE']]);
    expect(world.log.listening('shelf.A')).toBe(0);
    await books?.listen(port);
    wire.subscribe('1', watch, shelf);
    await listening(world, 1);
  });

  test('holds back the events of those who watch already, and tells nothing of it', async () => {
    const world = await World.start('over HTTP');
    const [books] = world.served;
    const { port = 0 } = books ?? {};
    const wire = await Wire.connect(world);
    wire.subscribe('1', watch, shelf);
    await listening(world, 1);
    await books?.stop();
    await world.library.change(1, '1');
    await pause(100);
    expect(wire.of('1')).toEqual([]);
    await books?.listen(port);
    await wire.hears({ id: '1', type: 'next' });
  });

  test('that takes a question and never answers counts as gone after a while', async () => {
    const world = await World.start('over HTTP', { timeouts: { fetch: 80 } });
    world.library.answer = () => pause(60_000, {}, { ref: false });
    const wire = await Wire.connect(world);
    wire.subscribe('1', watch, shelf);
    wire.subscribe('2', '{ bookCaller }');
    await wire.hears({ id: '1', type: 'error' });
    await wire.hears({ id: '2', type: 'complete' });
    expect(codes(wire, '1')).toEqual(['UNAVAILABLE']);
    expect(wire.of('2')[0]).toMatchObject({ payload: { errors: [{ extensions: { code: 'UNAVAILABLE' } }] } });
    await eventually(() => expect(world.served[0]?.open.size).toBe(0));
    expect(wire.socket.readyState).toBe(wire.socket.OPEN);
  });
});

test('of what a client says when it is let in the services see its token alone', async () => {
  const world = await World.start('over HTTP');
  const authorization = await world.token();
  const wire = await Wire.connect(
    world,
    { Authorization: authorization, 'x-actor': 'admin', cookie: 'a=b' },
    { headers: { 'x-actor': 'admin' } },
  );
  wire.subscribe('1', '{ bookCaller }');
  await wire.hears({ id: '1', type: 'complete' });
  const [seen] = world.served.flatMap(({ headers }) => headers);
  expect(Object.keys(seen ?? {}).toSorted()).toEqual(
    [
      'accept',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'x-request-id',
    ].toSorted(),
  );
  expect(seen?.authorization).toBe(authorization);
});

test('a flood of messages costs their sender, and nobody else', async () => {
  const rate = { rates: new MemoryRates(), rules: { capacity: 200, windowMs: 60_000 } };
  const world = await World.start('in process', { rate });
  const wire = await Wire.connect(world, { authorization: await world.token({ subject: 'anna' }) });
  for (let n = 0; n < 300; n += 1) wire.subscribe(`q${n}`, '{ bookCaller }');
  for (let n = 0; n < 300; n += 1) wire.say({ type: 'ping', payload: { authorization: 'Bearer nonsense' } });
  await eventually(() => expect(wire.came.filter(({ type }) => type === 'pong')).toHaveLength(300));
  await eventually(() =>
    expect(wire.came.filter(({ type }) => type === 'error').length).toBeGreaterThanOrEqual(100),
  );
  const authorization = await world.token({ subject: 'bert' });
  expect((await world.ask('{ bookCaller }', {}, { authorization })).body).toEqual({
    data: { bookCaller: authorization },
  });
});
