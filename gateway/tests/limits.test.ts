import { buildSchema, type FieldNode, getIntrospectionQuery } from 'graphql';
import { Documents } from '../src/documents.ts';
import { Introspection } from '../src/execution/introspection.ts';
import { oversize } from '../src/limits.ts';
import { defaultLimits } from '../src/options.ts';
import { looksIn } from './kit/looks.ts';
import { World } from './kit/world.ts';

let world: World;
beforeAll(async () => {
  const limits = {
    depth: 4,
    aliases: 3,
    directives: 4,
    rootFields: 5,
    tokens: 60,
    bodyBytes: 2_000,
    subscriptionsPerSocket: 2,
  };
  world = await World.start('in process', { limits });
});
afterAll(() => World.closeAll());

const deep = (levels: number) =>
  `{ book(id: "1") ${'{ reviews { book '.repeat(levels)} { id } ${'} }'.repeat(levels)} }`;

const large: [name: string, query: string, code: string][] = [
  ['deep', deep(2), 'DEPTH_LIMIT'],
  [
    'deep through fragments',
    `{ book(id: "1") { ...A } } fragment A on Book { reviews { ...B } } fragment B on Review { book { reviews { id } } }`,
    'DEPTH_LIMIT',
  ],
  ['full of aliases', '{ a: bookCaller b: bookCaller c: bookCaller d: bookCaller }', 'ALIAS_LIMIT'],
  [
    'full of aliases in a fragment used twice',
    '{ x: book(id: "1") { ...F } book(id: "1") { ...F } } fragment F on Book { a: id b: id }',
    'ALIAS_LIMIT',
  ],
  ['full of directives', `{ bookCaller ${'@include(if: true) '.repeat(5)} }`, 'DIRECTIVE_LIMIT'],
  ['full of directives that nobody knows', `query ${'@a'.repeat(5)} { bookCaller }`, 'DIRECTIVE_LIMIT'],
  [
    'full of directives in a fragment used twice',
    '{ a: book(id: "1") { ...F } book(id: "1") { ...F } } fragment F on Book @x { title @skip(if: false) @include(if: true) }',
    'DIRECTIVE_LIMIT',
  ],
  ['full of directives on a variable', `query ($a: Int ${'@a'.repeat(5)}) { bookCaller }`, 'DIRECTIVE_LIMIT'],
  ['wide', `{ ${'bookCaller '.repeat(6)} }`, 'ROOT_FIELD_LIMIT'],
  ['long', `{ book(id: "1") { ${'id '.repeat(60)} } }`, 'TOKEN_LIMIT'],
  [
    'a wide subscription',
    `subscription { ${'bookChanged(shelf: "A") { id } '.repeat(6)} }`,
    'ROOT_FIELD_LIMIT',
  ],
];

test.each(large)(
  'an operation that is %s is refused, the same over both transports',
  async (_name, query, code) => {
    const http = (await world.ask(query)).body.errors;
    expect(http?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(await overSocket(query)).toEqual(http);
    expect(world.library.calls).toEqual([]);
  },
);

test('an operation that is deeper than any stack is refused, not failed at', async () => {
  const deepest = await World.start('in process', { limits: { tokens: 20_000 } });
  for (const query of [`${'{a'.repeat(9_000)}`, `{ a(b: ${'['.repeat(9_000)}`]) {
    const { status, body } = await deepest.ask(query);
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([200, 'DEPTH_LIMIT']);
  }
});

test('fragments that hold each other are refused; those that double at each step are looked at once each', async () => {
  const cycle = await world.ask(
    '{ book(id: "1") { ...A } } fragment A on Book { ...B } fragment B on Book { ...A }',
  );
  expect(cycle.body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  const doubling = Array.from(
    { length: 12 },
    (_, n) => `fragment F${n} on Book { ...F${n + 1} ...F${n + 1} }`,
  );
  const wide = await World.start('in process');
  const query = `{ book(id: "1") { ...F0 } } ${doubling.join(' ')} fragment F12 on Book { a: id }`;
  expect((await wide.ask(query)).body.errors?.[0]?.extensions.code).toBe('ALIAS_LIMIT');
  expect(looksIn(query, (document) => oversize(document, defaultLimits))).toBe(1);
});

test('of a long list of wrong values in a variable, no more are read than are told', async () => {
  const free = await World.start('in process');
  const query = 'mutation ($books: [NewBook!]!) { add(books: $books) }';
  const books = Array.from({ length: 20_000 }, () => ({ a: 1 }));
  const { errors } = (await free.ask(query, { books })).body;
  expect(errors?.length).toBeLessThan(50);
  expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
  let read = 0;
  const watched = books.map((book) =>
    Object.defineProperty({ ...book }, 'title', {
      get: () => {
        read += 1;
      },
    }),
  );
  const schema = buildSchema(
    'type Query { a: Int } type Mutation { add(books: [NewBook!]!): Int } input NewBook { title: String! shelf: ID! }',
  );
  expect(
    new Documents(schema, defaultLimits).operation({ query, variables: { books: watched } }),
  ).toHaveLength(errors?.length ?? 0);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(50);
});

test('a body that is too large is refused, and so is a message', async () => {
  const query = `{ bookCaller } # ${'x'.repeat(2_000)}`;
  const { status, body } = await world.ask(query);
  expect(status).toBe(413);
  expect(body.errors?.[0]?.extensions.code).toBe('PAYLOAD_TOO_LARGE');
  const report = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await expect(overSocket(query)).rejects.toMatchObject({ code: 1009 });
  expect(report).not.toHaveBeenCalled();
  report.mockRestore();
});

const usual = getIntrospectionQuery({
  ...{ descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
  inputValueDeprecation: true,
});

/** Values that an answer holds, nulls and leaves as well. */
function valuesIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + valuesIn(one), 0);
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one: unknown) => sum + valuesIn(one), 1);
}

/** As wide as that of a large school. */
const wideSchema = buildSchema(`
  type Query { ${repeated(40, (n) => `t${n}: T${n}`)} }
  ${repeated(100, (n) => `type T${n} { ${repeated(20, (m) => `f${m}: T${(n + m) % 100}!`)} }`)}
`);

test('the usual introspection of tools is within the limits, and costs what it tells', async () => {
  const free = await World.start('in process');
  const { body, headers } = await free.ask(usual);
  expect(body.errors).toBeUndefined();
  const values = valuesIn(body.data) - 1;
  expect(Number(headers.get('x-cost-estimated'))).toBe(values);
  expect(new Documents(wideSchema, defaultLimits).operation({ query: usual })).toHaveProperty('document');
});

const introspections: [
  what: string,
  query: string,
  code: string | number,
  variables: Record<string, unknown>,
][] = [
  [
    'fields of types of fields',
    '{ __schema { types { fields { type { ofType { fields { name type { name kind ofType { name kind } } } } } } } } }',
    'COST_LIMIT',
    {},
  ],
  [
    'much at a time',
    `{ ${repeated(2, (n) => `a${n}: __schema { types { fields { type { ofType { fields { name } } } } } }`)} }`,
    'NODE_LIMIT',
    {},
  ],
  ['one type', '{ __type(name: "T1") { fields { name } } }', 1 + 20 * 2, {}],
  [
    'a type that a variable names',
    'query ($name: String!) { __type(name: $name) { fields { name } } }',
    1 + 40 * 2,
    { name: 'Query' },
  ],
  [
    'a type that there is not',
    'query ($name: String!) { __type(name: $name) { fields { name } } }',
    1,
    { name: 'No' },
  ],
];

test.each(introspections)(
  'introspection of %s is counted by the schema',
  (_what, query, found, variables) => {
    const operation = new Documents(wideSchema, defaultLimits).operation({ query, variables });
    if ('document' in operation) expect(operation.cost).toBe(found);
    else expect(operation.map(({ extensions }) => extensions.code)).toEqual([found]);
  },
);

test('introspection that no variable changes is worked out once', () => {
  const introspection = new Introspection(wideSchema);
  const told = (query: string, variables = {}) => {
    const operation = new Documents(wideSchema, defaultLimits).operation({ query, variables });
    if (!('document' in operation)) throw new AggregateError(operation);
    const fields = operation.node.selectionSet.selections as readonly FieldNode[];
    return [introspection.answer(operation, fields), introspection.answer(operation, fields)];
  };
  const [first, again] = told(usual);
  expect(first).toMatchObject({ queryType: { name: 'Query' } });
  expect(again).toBe(first);
  const [one, other] = told('query ($name: String!) { __type(name: $name) { name } }', { name: 'T1' });
  expect(one).toEqual({ name: 'T1' });
  expect(other).not.toBe(one);
});

test('a socket holds only so many operations at a time', async () => {
  const client = world.client();
  const query = 'subscription { bookChanged(shelf: "A") { id } }';
  const errors: unknown[] = [];
  const sink = {
    next: () => undefined,
    complete: () => undefined,
    error: (error: unknown) => void errors.push(error),
  };
  const leaves = [1, 2].map(() => client.subscribe({ query }, sink));
  const refused = await new Promise((resolve) => client.subscribe({ query }, { ...sink, error: resolve }));
  expect(refused).toEqual([expect.objectContaining({ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } })]);
  for (const leave of leaves) leave();
  expect(errors).toEqual([]);
});

test('a query over WebSocket is answered as over HTTP', async () => {
  const client = world.client();
  const { value } = await client.iterate({ query: '{ book(id: "1") { title reviews { text } } }' }).next();
  expect(value).toEqual({ data: { book: { title: 'Momo', reviews: [{ text: 'On 1' }] } } });
  world.library.calls.length = 0;
});

/** The errors with which an operation is refused. */
function overSocket(query: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sink = { next: reject, complete: () => reject(new Error('complete')) };
    const isList = (error: unknown) => (Array.isArray(error) ? resolve(error) : reject(error));
    world.client().subscribe({ query }, { ...sink, error: isList });
  });
}

function repeated(count: number, part: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => part(n)).join(' ');
}
