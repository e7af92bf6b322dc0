import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './kit/eventually.ts';
import { listening, shelf, watch } from './kit/shelf.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

/** What becomes of what a client has under way in its socket, when it no longer wants it or does not take it. */
afterEach(() => {
  Wire.closeAll();
  return World.closeAll();
});

describe('an id that is completed and used again at once', () => {
  test('stands for the later one alone, however long the first was waited for', async () => {
    const world = await World.start('in process');
    world.library.admissionMs = 60;
    const wire = await Wire.connect(world);
    wire.subscribe('1', watch, shelf);
    wire.say({ type: 'complete', id: '1' });
    wire.subscribe('1', watch, shelf);
    await listening(world, 1);
    await pause(120);
    await world.library.change(1, '1');
    await wire.hears({ id: '1', type: 'next' });
    await pause(50);
    expect(wire.types('1')).toEqual(['next']);
    wire.socket.terminate();
    await listening(world, 0);
    await eventually(async () => expect(await world.figure('gateway_subscriptions')).toBe(0));
  });

  test('is not ended by the end of what it stood for, nor kept from being completed', async () => {
    const world = await World.start('in process');
    const wire = await Wire.connect(world);
    wire.subscribe('1', watch, shelf);
    await listening(world, 1);
    wire.burst(
      { type: 'complete', id: '1' },
      { type: 'subscribe', id: '1', payload: { query: watch, ...shelf } },
    );
    await eventually(() => expect(world.library.calls).toHaveLength(2));
    await listening(world, 1);
    await pause(50);
    await world.library.change(1, '1');
    await wire.hears({ id: '1', type: 'next' });
    expect(wire.types('1')).toEqual(['next']);
    wire.say({ type: 'complete', id: '1' });
    await listening(world, 0);
  });
});

describe('what a client completes while it is under way', () => {
  test('is given up at its service where it is a query, and nothing of it is told', async () => {
    const world = await World.start('over HTTP');
    const wire = await Wire.connect(world);
    wire.subscribe('1', '{ slow(ms: 5000) }');
    await eventually(() => expect(world.served[0]?.open.size).toBe(1));
    wire.say({ type: 'complete', id: '1' });
    await eventually(() => expect(world.served[0]?.open.size).toBe(0), 2_000);
    wire.subscribe('1', '{ bookCaller }');
    await wire.hears({ id: '1', type: 'complete' });
    expect(wire.types('1')).toEqual(['next', 'complete']);
  });

  test('runs to its end where it is a mutation', async () => {
    const world = await World.start('over HTTP');
    const wire = await Wire.connect(world);
    wire.subscribe('1', 'mutation { slowly(ms: 200) }');
    await eventually(() => expect(world.served[0]?.open.size).toBe(1));
    const [response] = world.served[0]?.open ?? [];
    wire.say({ type: 'complete', id: '1' });
    await eventually(() => expect(world.served[0]?.open.size).toBe(0));
    expect(response?.writableFinished).toBe(true);
    expect(wire.types('1')).toEqual([]);
  });
});

test('a client that says more and more and reads nothing is cut before much waits for it', async () => {
  const world = await World.start('in process');
  const wire = await Wire.connect(world);
  wire.socket.pause();
  const payload = { text: 'x'.repeat(200_000) };
  for (let n = 0; n < 100; n += 1) wire.say({ type: 'ping', payload });
  await eventually(async () => expect(await world.figure('gateway_sockets')).toBe(0));
  wire.socket.resume();
  await wire.closed;
  expect(wire.came.length).toBeLessThan(60);
});
