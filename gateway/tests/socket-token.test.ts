import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './kit/eventually.ts';
import { listening, shelf, watch } from './kit/shelf.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

afterEach(() => {
  Wire.closeAll();
  return World.closeAll();
});

describe('a newer token in a ping', () => {
  const until = (seconds: number) => Math.ceil(performance.now() / 1_000) + seconds;

  test('lets the socket and what it watches outlive the older one', async () => {
    const world = await World.start('in process');
    const [older, newer] = [
      await world.token({ expiresIn: until(2) }),
      await world.token({ expiresIn: until(60) }),
    ];
    const wire = await Wire.connect(world, { authorization: older });
    wire.subscribe('1', watch, shelf);
    await listening(world, 1);
    wire.say({ type: 'ping', payload: { authorization: newer } });
    await wire.hears({ type: 'pong', payload: { expiresAt: expect.stringMatching(/Z$/) } });
    await pause(2_300);
    expect(wire.socket.readyState).toBe(wire.socket.OPEN);
    await world.library.change(1, '1');
    await wire.hears({
      id: '1',
      type: 'next',
      payload: { data: { bookChanged: { caller: newer } }, extensions: { cursor: '1' } },
    });
  });

  test('is taken in the order in which they were said, and each pong answers its ping', async () => {
    const world = await World.start('in process');
    const subject = 'anna';
    const wire = await Wire.connect(world, {
      authorization: await world.token({ subject, expiresIn: until(60) }),
    });
    const tokens = await Promise.all(
      Array.from({ length: 12 }, async (_, n) =>
        n % 3 === 1
          ? `Bearer of nothing ${n}`
          : n % 3 === 2
            ? world.token({ subject: 'bert', expiresIn: until(60) })
            : world.token({ subject, expiresIn: until(100 + n) }),
      ),
    );
    for (const authorization of tokens) wire.say({ type: 'ping', payload: { authorization } });
    wire.say({ type: 'ping' });
    await eventually(() => expect(wire.came.filter(({ type }) => type === 'pong')).toHaveLength(13));
    const pongs = wire.came.filter(({ type }) => type === 'pong').map(({ payload }) => payload);
    const [taken, nonsense, strange] = [
      { expiresAt: expect.any(String) },
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
    ];
    expect(pongs).toMatchObject([...Array(4).fill([taken, nonsense, strange]).flat(), undefined]);
    wire.subscribe('1', '{ bookCaller }');
    await wire.hears({ id: '1', type: 'next', payload: { data: { bookCaller: tokens[9] } } });
  });

  test('is taken only if it holds and is of the same person; else the older one stays', async () => {
    const world = await World.start('in process');
    const older = await world.token({ subject: 'anna', expiresIn: until(2) });
    const wire = await Wire.connect(world, { authorization: older });
    const others = [
      'Bearer nonsense',
      await world.token({ expiresIn: -60 }),
      await world.token({ subject: 'bert' }),
    ];
    for (const authorization of others) wire.say({ type: 'ping', payload: { authorization } });
    await eventually(() => expect(wire.came.filter(({ type }) => type === 'pong')).toHaveLength(3));
    const told = wire.came.filter(({ type }) => type === 'pong').map(({ payload }) => payload);
    expect(told).toMatchObject(
      ['UNAUTHENTICATED', 'UNAUTHENTICATED', 'FORBIDDEN'].map((code) => ({
        errors: [{ extensions: { code } }],
      })),
    );
    expect(JSON.stringify(told)).not.toContain('Bearer');
    wire.subscribe('1', '{ bookCaller }');
    await wire.hears({ id: '1', type: 'next', payload: { data: { bookCaller: older } } });
    expect((await wire.closed).code).toBe(4403);
  });
});
