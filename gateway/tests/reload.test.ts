import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from './kit/eventually.ts';
import { Library } from './kit/library.ts';
import { Reloads } from './kit/reloads.ts';
import { Served } from './kit/serve.ts';
import type { Answer } from './kit/world.ts';

const further: Served[] = [];
afterEach(async () => {
  await Reloads.closeAll();
  await Promise.all(further.splice(0).map((served) => served.stop()));
});

const less = { without: 'caller: String' };
const CALLER = '{ book(id: "1") { caller } }';
const INVALID = { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] };

test.each(['compiled', 'apollo'] as const)(
  'over twenty swaps, %s, no query and no mutation fails, and what each adds is answered',
  async (executor) => {
    const reloads = await Reloads.start({ executor });
    const { world } = reloads;
    let connections = 0;
    for (const { server } of world.served) {
      server.on('connection', () => {
        connections += 1;
      });
    }
    let isOver = false;
    const answers: Answer[] = [];
    const asking = [
      '{ book(id: "1") { title reviews { text } } }',
      '{ books { id reviews { book { title } } } }',
      '{ slow(ms: 40) review(id: "r1") { book { title } } }',
      'mutation { rename(id: "3", title: "Krabat") { title reviews { text } } }',
    ].map(async (query) => {
      while (!isOver) answers.push(await world.ask(query));
    });
    for (let n = 0; n < 10; n += 1) {
      await reloads.put(reloads.text(less), 'served');
      expect((await world.ask(CALLER)).body).toMatchObject(INVALID);
      await reloads.put(reloads.text(), 'served');
      expect((await world.ask(CALLER)).body).toEqual({ data: { book: { caller: 'nobody' } } });
    }
    isOver = true;
    await Promise.all(asking);
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.filter(({ status, body }) => status !== 200 || body.errors || !body.data)).toEqual([]);
    // Services that stay keep their connections: four ask at a time, and one more between.
    expect(connections).toBeLessThan(20);
    expect(await reloads.world.figure('gateway_supergraph_reloads_total{outcome="served"}')).toBe(20);
  },
  60_000,
);

test('a supergraph that does not hold changes nothing, and a later one that does is taken', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const whole = reloads.text();
  const broken = [
    '',
    whole.slice(0, whole.length / 2),
    'type Query { book: Int }',
    whole.replace('title: String!', 'title: Strong!'),
    whole.replace(/enum join__Graph \{[^}]*\}/, 'enum join__Graph { NONE @join__graph(name: "", url: "") }'),
  ];
  for (const text of broken) {
    await reloads.put(text, 'refused');
    expect((await world.ask('{ book(id: "1") { title reviews { text } } }')).body).toEqual({
      data: { book: { title: 'Momo', reviews: [{ text: 'On 1' }] } },
    });
    expect(await world.gateway.ready()).toMatchObject({ status: 'ready', parts: { books: { up: true } } });
  }
  await reloads.put(reloads.text(less), 'served');
  expect((await world.ask(CALLER)).body).toMatchObject(INVALID);
});

test('what is written bit by bit is taken when it is whole', async () => {
  const reloads = await Reloads.start();
  const path = join(reloads.folder, 'supergraph.graphql');
  const text = reloads.text(less);
  for (let end = 0; end < text.length; end += Math.ceil(text.length / 40)) {
    await writeFile(path, text.slice(0, end));
    await pause(4);
  }
  await writeFile(path, text);
  await reloads.judged('served');
  expect((await reloads.world.ask(CALLER)).body).toMatchObject(INVALID);
});

test('a new service is waited for until it is ready, and without it the supergraph is refused', async () => {
  const reloads = await Reloads.start({ timeouts: { join: 600 } });
  const { world } = reloads;
  const loans = await Served.start(world.library, 'loans');
  further.push(loans);
  loans.readiness = 503;
  const text = reloads.text({ withLoans: true }, { loans: loans.url });
  await reloads.put(text, 'refused');
  expect((await world.ask('{ loans }')).body).toMatchObject(INVALID);
  expect(Object.keys((await world.gateway.ready()).parts)).toEqual(['books', 'reviews', 'live log']);
  expect((await world.gateway.ready()).status).toBe('ready');
  setTimeout(() => {
    loans.readiness = 200;
  }, 200);
  await reloads.put(text, 'served'); // the same text, written anew
  expect((await world.ask('{ loans book(id: "1") { title } }')).body).toEqual({
    data: { loans: 7, book: { title: 'Momo' } },
  });
  expect((await world.gateway.ready()).parts).toMatchObject({ loans: { up: true } });
  await reloads.put(reloads.text(), 'served');
  expect((await world.ask('{ loans }')).body).toMatchObject(INVALID);
  await eventually(async () => expect(await connectionsOf(loans)).toBe(0));
});

test('whoever began before a service moved is answered by where it was, whoever comes later by where it is', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const [before] = world.served;
  const after = await Served.start(world.library, 'books');
  further.push(after);
  const slow = world.ask('{ slow(ms: 1500) }');
  await eventually(() => expect(world.library.calls).toHaveLength(1));
  await reloads.put(reloads.text({}, { books: after.url }), 'served');
  const count = before?.headers.length;
  expect((await world.ask('{ bookCaller }')).body).toEqual({ data: { bookCaller: 'nobody' } });
  expect(before?.headers.length).toBe(count);
  expect((await slow).body).toEqual({ data: { slow: 'done' } });
  await eventually(async () => expect(await connectionsOf(before)).toBe(0));
});

test('a service that stays is spared after a swap as it was before', async () => {
  const reloads = await Reloads.start({ upstream: { breakerFailures: 3, breakerOpenMs: 60_000 } });
  const { world } = reloads;
  const reviews = world.served[1];
  if (!reviews) throw new Error('no reviews');
  reviews.resets = 1_000;
  const open = () => reloads.world.figure('gateway_breaker_open{service="reviews",address="1"}');
  while ((await open()) === 0) await world.ask('{ reviewCaller }');
  const calls = reviews.headers.length;
  await reloads.put(reloads.text(less), 'served');
  expect((await world.ask('{ reviewCaller bookCaller }')).body).toMatchObject({
    data: { reviewCaller: null, bookCaller: 'nobody' },
  });
  expect([await open(), reviews.headers.length]).toEqual([1, calls]);
});

test('a supergraph without a service whose doors are forwarded is refused', async () => {
  const reloads = await Reloads.start({
    supergraphSdl: Library.supergraph(undefined, { withLoans: true }),
    routes: [{ service: 'loans', method: 'POST', path: 'returns' }],
  });
  const { world } = reloads;
  await reloads.put(reloads.text(), 'refused');
  const loans = await Served.start(world.library, 'loans');
  further.push(loans);
  await reloads.put(reloads.text({ withLoans: true }, { loans: loans.url }), 'served');
  const answer = await fetch(`${world.gateway.url}/-/loans/returns`, { method: 'POST', body: 'book 1' });
  expect(await answer.json()).toEqual({ method: 'POST', url: '/routes/returns', text: 'book 1' });
});

test('what is asked most is planned for the next supergraph before anybody asks it', async () => {
  const reloads = await Reloads.start();
  const { world } = reloads;
  const query = 'query ($more: Boolean!) { book(id: "1") { title reviews @include(if: $more) { text } } }';
  const fresh = () => reloads.world.figure('gateway_documents_total{known="no"}');
  for (const more of [true, false, true]) await world.ask(query, { more });
  await world.ask(CALLER);
  expect(await fresh()).toBe(3);
  await reloads.put(reloads.text(less), 'served');
  expect((await world.ask(query, { more: true })).body).toEqual({
    data: { book: { title: 'Momo', reviews: [{ text: 'On 1' }] } },
  });
  expect(await fresh()).toBe(3);
  // What was valid and is not is not answered from memory.
  expect((await world.ask(CALLER)).body).toMatchObject(INVALID);
  await world.ask('{ bookCaller }');
  expect(await fresh()).toBe(4);
});

function connectionsOf(served: Served | undefined): Promise<number> {
  return new Promise((resolve, reject) =>
    served?.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
