import { SpanStatusCode } from '@opentelemetry/api';
import { streamOf } from './kit/events.ts';
import { eventually } from './kit/eventually.ts';
import { Spans } from './kit/spans.ts';
import { subscribe } from './kit/subscriber.ts';
import { World } from './kit/world.ts';

const spans = new Spans();
afterAll(() => spans.stop());
afterEach(async () => {
  await World.closeAll();
  spans.clear();
});

const query = 'query Shelf($id: ID!) { book(id: $id) { title reviews { text } } }';
const answered = [
  'gateway.execute',
  '  gateway.fetch books',
  '  gateway.fetch reviews',
  '  gateway.postprocessing',
].map((line) => `  ${line}`);

test('an operation is one trace, by the names that Apollo gives its parts; what was planned once is not planned again', async () => {
  const world = await World.start('over HTTP');
  const first = ['gateway.request', '  gateway.validate', '  gateway.plan', ...answered];
  const again = first.filter((line) => !line.includes('plan'));
  const answer = await world.ask(query, { id: '1' });
  expect(answer.body.data).toMatchObject({ book: { title: 'Momo' } });
  expect(spans.tree).toEqual(first);
  spans.clear();
  await world
    .client()
    .iterate({ query, variables: { id: '2' } })
    .next();
  expect(spans.tree).toEqual(again);
  spans.clear();
  await (await streamOf(world, { query, variables: { id: '3' } })).ended;
  expect(spans.tree).toEqual(again);
  expect(new Set(spans.all.map((span) => span.spanContext().traceId)).size).toBe(1);
  const plans = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(plans).toMatch(/gateway_plan_seconds_count 1/);
});

test('a span says the names of the operation and of the service, and nothing of what somebody sent, is or reads', async () => {
  const world = await World.start('in process');
  const authorization = await world.token({ subject: 'anna' });
  world.library.titles.set('secret-7', 'a private matter');
  await world.ask(query, { id: 'secret-7' }, { authorization, 'x-request-id': 'request-12345' });
  const request = spans.all.find(({ name }) => name === 'gateway.request');
  expect(request?.attributes).toEqual({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Shelf',
    'request.id': 'request-12345',
  });
  const told = JSON.stringify(
    spans.all.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
  );
  for (const word of ['secret-7', 'private', 'anna', authorization, 'title', 'Momo'])
    expect(told).not.toContain(word);
});

test('what fails is marked by its code in each span that it is part of, without its text', async () => {
  const world = await World.start('over HTTP');
  const failures = () =>
    spans.all
      .filter(({ status }) => status.code === SpanStatusCode.ERROR)
      .map(({ name, attributes, status, events }) => [
        name,
        attributes['error.type'],
        status.message,
        ...events,
      ]);
  await world.ask('{ fault }');
  expect(failures()).toEqual([
    ['gateway.fetch', 'INTERNAL', undefined],
    ['gateway.execute', 'DOWNSTREAM_SERVICE_ERROR', undefined],
    ['gateway.request', 'DOWNSTREAM_SERVICE_ERROR', undefined],
  ]);
  spans.clear();
  await world.ask('{ nothing }');
  expect(failures()).toEqual([['gateway.request', 'GRAPHQL_VALIDATION_FAILED', undefined]]);
  spans.clear();
  await world.served[0]?.stop();
  await world.ask('{ bookCaller reviewCaller }');
  expect(failures().map(([name, code]) => [name, code])).toEqual([
    ['gateway.fetch', 'UNAVAILABLE'],
    ['gateway.execute', 'UNAVAILABLE'],
    ['gateway.request', 'UNAVAILABLE'],
  ]);
});

test('a subscription is a trace for its beginning and one for each event, so that none lasts for hours', async () => {
  const world = await World.start('in process');
  const { seen, leave } = subscribe(world.client());
  await eventually(() => expect(spans.tree).toContain('gateway.request'));
  expect(spans.tree).toEqual([
    'gateway.request',
    '  gateway.validate',
    '  gateway.plan',
    '  gateway.fetch books',
  ]);
  spans.clear();
  await eventually(() => expect(world.log.listening('shelf.A')).toBe(1));
  for (const number of [1, 2]) {
    await world.library.change(number, '1');
    await eventually(() => expect(seen).toHaveLength(number));
  }
  const event = [
    'gateway.request',
    '  gateway.fetch books',
    '  gateway.execute',
    '    gateway.fetch reviews',
    '    gateway.postprocessing',
  ];
  expect(spans.tree).toEqual([...event, ...event]);
  leave();
});
