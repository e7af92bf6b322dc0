import { Supergraph } from '@apollo/federation-internals';
import { documentFaults } from '../src/document-faults.ts';
import { defaultLimits } from '../src/options.ts';
import { codesOf } from './kit/codes.ts';
import { streamOf } from './kit/events.ts';
import { Library } from './kit/library.ts';
import { looksIn } from './kit/looks.ts';
import { Wire } from './kit/wire.ts';
import { World } from './kit/world.ts';

/** Texts that are small and ask for much, against a gateway as a school would run it: the first half of an attacker's day. */
let world: World;
beforeAll(async () => {
  world = await World.start('in process', { introspection: false });
});
afterAll(() => {
  Wire.closeAll();
  return World.closeAll();
});

const rules = {
  schema: Supergraph.build(Library.supergraph()).apiSchema().toGraphQLJSSchema(),
  limits: defaultLimits,
  introspection: false,
};

const repeat = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
const nested = (levels: number, open: string, inner: string, close = '}') =>
  open.repeat(levels) + inner + close.repeat(levels);

const bombs: [what: string, query: string, code: string][] = [
  ['aliases', `{ ${repeat(600, (n) => `a${n}: bookCaller`)} }`, 'ALIAS_LIMIT'],
  [
    'more aliases than a document may hold',
    `{ ${repeat(5_000, (n) => `a${n}: bookCaller`)} }`,
    'TOKEN_LIMIT',
  ],
  ['one field again and again', `{ ${'bookCaller '.repeat(3_900)} }`, 'ROOT_FIELD_LIMIT'],
  ['directives', `{ bookCaller ${'@skip(if: false) '.repeat(400)} }`, 'DIRECTIVE_LIMIT'],
  ['unknown directives', `{ bookCaller ${'@a'.repeat(1_500)} }`, 'DIRECTIVE_LIMIT'],
  [
    'fragments that double',
    `{ book(id: "1") { ...F0 } } ${repeat(40, (n) => `fragment F${n} on Book { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Book { id }`,
    'FIELD_LIMIT',
  ],
  [
    'fragments that multiply by levels',
    `{ book(id: "1") { ...F0 } } ${repeat(7, (n) => `fragment F${n} on Book { ${repeat(9, (m) => `a${m}: reviews { book { ...F${n + 1} } }`)} }`)} fragment F7 on Book { id }`,
    'DEPTH_LIMIT',
  ],
  [
    'fragments that hold each other',
    '{ book(id: "1") { ...A } } fragment A on Book { ...B } fragment B on Book { reviews { book { ...A } } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a fragment that holds itself below many names',
    `{ ...F } fragment F on Query { ${repeat(10, (n) => `q${n} { ...F }`)} }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a fragment that holds itself beside one field again and again',
    `{ book(id: "1") { ...F } } fragment F on Book { ${'id '.repeat(900)} ...F }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'fragments that double below two names',
    `{ ...F0 } ${repeat(15, (n) => `fragment F${n} on Query { a { ...F${n + 1} } b { ...F${n + 1} } }`)} fragment F15 on Query { c }`,
    'FIELD_LIMIT',
  ],
  [
    'many operations that use one large fragment',
    `${repeat(400, (n) => `query Q${n} { ...F0 }`)} ${repeat(8, (n) => `fragment F${n} on Query { a { ...F${n + 1} } b { ...F${n + 1} } }`)} fragment F8 on Query { c }`,
    'REPEAT_LIMIT',
  ],
  ['depth', `{ book(id: "1") ${nested(300, '{ reviews { book ', '{ id }', '} }')} }`, 'DEPTH_LIMIT'],
  ['depth beyond any stack', `${'{a'.repeat(1_900)}`, 'DEPTH_LIMIT'],
  [
    'brackets that only a text holds',
    `{ book(id: ${JSON.stringify('['.repeat(3_000))}) { no } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'a type of lists of lists',
    `query ($ids: ${nested(1_900, '[', 'ID', ']')}) { book(id: $ids) { id } }`,
    'DEPTH_LIMIT',
  ],
  ['a bracket more than is allowed', `{ book(id: ${nested(199, '[', '', ']')}) { id } }`, 'DEPTH_LIMIT'],
  [
    'as many brackets as are allowed',
    `{ book(id: ${nested(198, '[', '', ']')}) { id } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['a cycle of types', `{ book(id: "1") ${nested(9, '{ reviews { book ', '{ id }', '} }')} }`, 'DEPTH_LIMIT'],
  ['lists in lists in lists', `{ books ${nested(6, '{ reviews { book ', '{ id }', '} }')} }`, 'NODE_LIMIT'],
  [
    'one field below another, again and again',
    `{ book(id: "1") { ${'reviews { id } '.repeat(450)} } }`,
    'REPEAT_LIMIT',
  ],
  [
    'one field in many fragments',
    `{ book(id: "1") { ${repeat(60, (n) => `...F${n}`)} } } ${repeat(60, (n) => `fragment F${n} on Book { ${'id '.repeat(10)} }`)}`,
    'REPEAT_LIMIT',
  ],
  [
    'one field again and again, deeper than introspection counts',
    `{ __type(name: "Book") ${nested(15, '{ ofType ', `{ ${'name '.repeat(900)} }`)} }`,
    'REPEAT_LIMIT',
  ],
  [
    'fields that contradict each other',
    `{ book(id: "1") { ${repeat(28, (n) => `x: ${n % 2 ? 'title' : 'id'} reviews { y: ${n % 2 ? 'text' : 'id'} }`)} } }`,
    'ALIAS_LIMIT',
  ],
  [
    'a value that is deeper than any stack',
    `{ book(id: ${nested(1_900, '[', '', ']')}) { id } }`,
    'DEPTH_LIMIT',
  ],
  ['introspection', '{ __schema { types { name fields { name } } } }', 'INTROSPECTION_OFF'],
  [
    'a cycle of introspection',
    `{ __schema { types ${nested(12, '{ fields { type ', '{ name }', '} }')} } }`,
    'INTROSPECTION_OFF',
  ],
  [
    'what only the gateway may ask',
    '{ _entities(representations: [{ __typename: "Book", id: "1" }]) { ... on Book { title } } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['what a service says of itself', '{ _service { sdl } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['an operation of several names', 'query A { bookCaller } query B { bookCaller }', 'OPERATION_NOT_FOUND'],
];

test.each(bombs)(
  'a bomb of %s is refused over each transport, at little cost',
  async (_what, query, code) => {
    world.library.calls.length = 0;
    const first = await world.ask(query);
    expect(codesOf(first.body.errors)).toContain(code);
    expect(first.body.errors?.length).toBeLessThanOrEqual(21);
    expect(JSON.stringify(first.body).length).toBeLessThan(10_000);
    const wire = await Wire.connect(world);
    wire.subscribe('1', query);
    await wire.hears({ id: '1', type: 'error', payload: first.body.errors });
    const stream = await streamOf(world, { query });
    await stream.ended;
    expect(stream.events[0]?.data?.errors).toEqual(first.body.errors);
    expect(world.library.calls).toEqual([]);
    expect(looksIn(query, (document) => documentFaults(document, rules))).toBeLessThan(20);
  },
);

test('each is told in the figures, by its name, and none was planned', async () => {
  const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(told).toMatch(/gateway_plan_seconds_count 0/);
  for (const code of new Set(bombs.map(([, , name]) => name))) {
    expect(told).toMatch(new RegExp(`gateway_errors_total\\{code="${code}"\\} [1-9]`));
  }
  expect((await world.ask('{ book(id: "1") { title } }')).body).toEqual({
    data: { book: { title: 'Momo' } },
  });
});
