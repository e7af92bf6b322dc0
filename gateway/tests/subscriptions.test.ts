import { createMetrics } from '@learnova/platform/metrics';
import { eventually } from './kit/eventually.ts';
import { subscribe, watch } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

describe.each(['in process', 'over HTTP'] as const)('with services %s', (form) => {
  let world: World;
  beforeEach(async () => {
    world = await World.start(form, { timeouts: { move: 5 } });
  });
  const watched = (count = 1) => eventually(() => expect(world.log.listening('shelf.A')).toBe(count));

  test('an event comes with fields of two services, under the rights of the subscriber', async () => {
    const authorization = await world.token();
    const { seen } = subscribe(world.client({ authorization }));
    await watched();
    await world.library.change(1, '1');
    await eventually(() => expect(seen).toHaveLength(1));
    const bookChanged = { id: '1', title: 'Momo', caller: authorization, reviews: [{ text: 'On 1' }] };
    expect(seen[0]).toEqual({ data: { bookChanged }, extensions: { cursor: '1' } });
  });

  test('whoever was cut off while events pour in resumes with nothing lost, doubled or out of order', async () => {
    const total = 200;
    const pour = async () => {
      for (let number = 1; number <= total; number += 1) {
        await world.library.change(number, String(number));
        if (number % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const got: number[] = [];
    let lastCursor = '0';
    const pouring = pour();
    while (got.length < total) {
      const client = world.client();
      const { ids, cursors } = subscribe(client, { lastCursor });
      await eventually(() => expect(ids().length).toBeGreaterThan(Math.min(40, total - got.length - 1)));
      client.terminate();
      got.push(...ids());
      expect(ids()).toEqual(cursors());
      lastCursor = String(cursors().at(-1));
    }
    await pouring;
    expect(got).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  });

  test('leaving frees the topic at once, also in the middle of a delivery', async () => {
    const client = world.client();
    const [first, second] = [subscribe(client), subscribe(client)];
    await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
    world.library.deliveryMs = 10_000;
    await world.library.change(1, '1');
    await eventually(() => expect(world.library.calls.filter(({ body }) => pointerOf(body))).toHaveLength(2));
    const finished: boolean[] = [];
    for (const response of world.served[0]?.open ?? []) {
      response.on('close', () => finished.push(response.writableFinished));
    }
    first.leave();
    second.leave();
    const start = performance.now();
    await watched(0);
    expect(performance.now() - start).toBeLessThan(500);
    if (form === 'over HTTP') await eventually(() => expect(finished).toEqual([false, false]));
  });

  test('the subscription ends within its interval when it is no longer admitted, although no event comes', async () => {
    world.library.admitForMs = 30;
    const { seen, end } = subscribe(world.client());
    await watched();
    world.library.refuseBy = 'FORBIDDEN';
    await eventually(() => expect(end.isComplete).toBe(true));
    expect(seen).toEqual([
      {
        data: null,
        errors: [expect.objectContaining({ extensions: { code: 'FORBIDDEN' } })],
        extensions: { cursor: '0' },
      },
    ]);
    expect(world.log.listening('shelf.A')).toBe(0);
  });

  test('the owner may end a subscription when it is asked about an event', async () => {
    const { seen, end } = subscribe(world.client());
    await watched();
    await world.library.change(1, '1');
    await eventually(() => expect(seen).toHaveLength(1));
    world.library.refuseBy = 'UNAUTHENTICATED';
    await world.library.change(2, '2');
    await eventually(() => expect(end.isComplete).toBe(true));
    expect(seen[1]).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(seen[1]?.extensions.cursor).toBe('1');
  });

  test('an admission is asked for anew while it is wanted, by the clock of the owner', async () => {
    world.library.admitForMs = 25;
    world.library.aheadMs = 86_400_000;
    const { end } = subscribe(world.client());
    await eventually(() => expect(world.library.calls.length).toBeGreaterThan(4));
    expect(end.isComplete).toBe(false);
    expect(world.library.calls.length).toBeLessThan(40);
  });

  test('what the owner skips is not sent', async () => {
    const { ids } = subscribe(world.client());
    await watched();
    world.library.hidden.add('2');
    for (const id of ['1', '2', '3']) await world.library.change(Number(id), id);
    await eventually(() => expect(ids()).toEqual([1, 3]));
  });

  test('a refused subscription is an error of that operation alone', async () => {
    const client = world.client();
    const other = subscribe(client);
    await watched();
    world.library.refuseBy = 'FORBIDDEN';
    const { end, seen } = subscribe(client);
    await eventually(() =>
      expect(end.errors).toEqual([expect.objectContaining({ extensions: { code: 'FORBIDDEN' } })]),
    );
    expect(seen).toEqual([]);
    expect(other.end.isComplete).toBe(false);
  });

  test('a cursor that the log no longer holds is told as expired', async () => {
    await world.library.change(7, '1');
    await world.log.restore(7);
    const { end } = subscribe(world.client(), { lastCursor: '3' });
    await eventually(() => expect(end.errors).toEqual([codeIs('CURSOR_EXPIRED')]));
    const wrong = subscribe(world.client(), { lastCursor: 'seven' });
    await eventually(() => expect(wrong.end.errors).toEqual([codeIs('BAD_USER_INPUT')]));
  });

  test('a topic that is quiet for longer than the log keeps entries loses nothing', async () => {
    const { ids, end } = subscribe(world.client());
    await watched();
    await world.library.change(5, '1', 'B');
    await new Promise((resolve) => setTimeout(resolve, 10));
    world.log.wakeAll();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await world.log.prune();
    await world.library.change(6, '6');
    await eventually(() => expect(ids()).toEqual([6]));
    expect(end.errors).toBeUndefined();
  });

  test('when the log was out of reach, what it took meanwhile is delivered in order', async () => {
    const { ids } = subscribe(world.client());
    await watched();
    await world.library.change(1, '1');
    await eventually(() => expect(ids()).toEqual([1]));
    world.log.isDown = true;
    world.log.wakeAll();
    for (const number of [2, 3, 4]) await world.library.change(number, String(number));
    world.log.isDown = false;
    world.log.wakeAll();
    await eventually(() => expect(ids()).toEqual([1, 2, 3, 4]));
  });
});

test('a directive at the root is refused, and the socket and its other subscriptions stay', async () => {
  const world = await World.start('in process');
  const client = world.client();
  const other = subscribe(client);
  const queries = [
    'subscription ($shelf: ID!, $if: Boolean!) { bookChanged(shelf: $shelf) @include(if: $if) { id } }',
    'subscription ($shelf: ID!, $if: Boolean!) { ... @skip(if: $if) { bookChanged(shelf: $shelf) { id } } }',
    'subscription ($shelf: ID!, $if: Boolean!) { ...F } fragment F on Subscription { bookChanged(shelf: $shelf) @skip(if: $if) { id } }',
  ];
  for (const query of queries) {
    const { end } = subscribe(client, { query });
    await eventually(() => expect(end.errors).toEqual([codeIs('SUBSCRIPTION_ROOT_DIRECTIVE')]));
  }
  const { end: typename } = subscribe(client, { query: 'subscription { __typename }' });
  await eventually(() => expect(typename.errors).toEqual([codeIs('GRAPHQL_VALIDATION_FAILED')]));
  await world.library.change(1, '1');
  await eventually(() => expect(other.ids()).toEqual([1]));
});

test('aliases, fragments and conditions inside a subscription mean what they mean in a query', async () => {
  const world = await World.start('in process');
  const query = `subscription ($shelf: ID!, $more: Boolean = false) {
    changed: bookChanged(shelf: $shelf) { ...F reviews @include(if: $more) { text } again: reviews { words: text } }
  } fragment F on Book { name: title }`;
  const { seen } = subscribe(world.client(), { query });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  await eventually(() => expect(seen).toHaveLength(1));
  expect(seen[0]?.data).toEqual({ changed: { name: 'Momo', again: [{ words: 'On 1' }] } });
});

test('a subscriber who is slower than the events holds a bounded queue and loses none of them', async () => {
  const metrics = createMetrics();
  const world = await World.start('in process', { limits: { queue: 10 }, metrics });
  world.library.deliveryMs = 2;
  const { ids } = subscribe(world.client(), { query: watch.replace('reviews { text }', '') });
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  await world.library.change(1, '1');
  await eventually(() => expect(ids()).toEqual([1]));
  for (let number = 2; number <= 200; number += 1) {
    await world.library.change(number, String(number));
    if (number % 25 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await eventually(() => expect(ids()).toEqual(Array.from({ length: 200 }, (_, index) => index + 1)));
  expect(await metrics.getSingleMetricAsString('gateway_live_overflows_total')).toMatch(/_total [1-9]/);
  expect(await metrics.getSingleMetricAsString('gateway_live_lag_seconds')).toMatch(/_count 200/);
});

test('whoever asks is told when the subscription stands, and from which cursor on nothing is missed', async () => {
  const world = await World.start('in process');
  await world.library.change(7, '1');
  const client = world.client();
  const query = 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { id } }';
  const stream = client.iterate({ query, variables: { shelf: 'A' }, extensions: { announce: true } });
  const admitted = { data: null, extensions: { admitted: true, cursor: '7' } };
  expect((await stream.next()).value).toEqual(admitted);
  await world.library.change(8, '2');
  expect((await stream.next()).value).toMatchObject({ data: { bookChanged: { id: '2' } } });
});

test('without a live log every subscription is refused, and nothing else is', async () => {
  const world = await World.start('in process', { liveLog: undefined });
  const { end } = subscribe(world.client());
  await eventually(() => expect(end.errors).toEqual([codeIs('SUBSCRIPTIONS_OFF')]));
  expect((await world.ask('{ book(id: "1") { title } }')).status).toBe(200);
});

function codeIs(code: string): unknown {
  return expect.objectContaining({ extensions: expect.objectContaining({ code }) });
}

function pointerOf({ extensions }: { extensions?: Readonly<Record<string, unknown>> | undefined }): unknown {
  return (extensions?.live as { pointer?: unknown } | undefined)?.pointer;
}
