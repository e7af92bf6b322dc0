import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { inProcessEndpoint } from '../src/in-process.endpoint.ts';
import { World } from './kit/world.ts';

/** A shop whose graph says what is dear, under names of its own. */
const shop = (imports: string) => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])
  type Query {
    goods(first: Int, last: Int): Goods @listSize(slicingArguments: ["first", "last"], sizedFields: ["nodes"])
    free(first: Int): [Good!] @listSize(slicingArguments: ["first"], assumedSize: 7, requireOneSlicingArgument: false)
    top: [Good!] @listSize(assumedSize: 5)
    count(exact: Boolean @price(weight: 4)): Int @price(weight: 3)
    search(by: Search): [Good!]
    thing: Thing
  }
  type Mutation { buy(id: ID!): Good }
  type Goods { nodes: [Good!]! tags: [String!]! others: [Good!]! }
  interface Thing { id: ID! }
  type Good implements Thing @price(weight: 2) { id: ID! parts: [Part!]! stock: Int @price(weight: 5) }
  type Part { id: ID! }
  input Search { name: String @price(weight: 6) all: [Search!] }
`;
const usual = '{name: "@cost", as: "@price"}, "@listSize"';

function supergraphOf(sdl: string): string {
  const { supergraphSdl, errors } = composeServices([
    { name: 'shop', url: 'http://shop.invalid', typeDefs: parse(sdl) },
  ]);
  if (!supergraphSdl) throw new AggregateError(errors ?? []);
  return supergraphSdl;
}

const composed = supergraphOf(shop(usual));
let world: World;
let data: Record<string, unknown> = {};
beforeAll(async () => {
  world = await World.start('in process', {
    supergraphSdl: composed,
    limits: { cost: 100 },
    endpoints: () => inProcessEndpoint({ graphql: async () => ({ data: structuredClone(data) }) }),
  });
});
afterAll(() => World.closeAll());

const estimated: [what: string, query: string, cost: number, variables?: object][] = [
  ['a field with a weight', '{ count }', 3],
  ['an argument with a weight, where it is given', '{ count(exact: true) }', 7],
  ['a page times the weight of its type', '{ goods(first: 4) { nodes { id } } }', 1 + 4 * 2],
  ['what is not of the page by the usual list', '{ goods(first: 4) { others { id } } }', 1 + 10 * 2],
  ['a leaf with a weight in a page', '{ goods(last: 4) { nodes { stock } } }', 1 + 4 * (2 + 5)],
  ['a list of an assumed length', '{ top { id } }', 5 * 2],
  ['lists in lists', '{ top { parts { id } } }', 5 * (2 + 10)],
  ['a page that nobody sizes, where that is allowed', '{ free { id } }', 7 * 2],
  ['a page by a variable', 'query ($n: Int) { free(first: $n) { id } }', 3 * 2, { n: 3 }],
  ['fields of an input', '{ search(by: { name: "a", all: [{ name: "b" }, {}] }) { id } }', 2 * 6 + 10 * 2],
  [
    'fields of an input in a variable',
    'query ($by: Search) { search(by: $by) { id } }',
    6 + 10 * 2,
    { by: { name: 'a' } },
  ],
  ['an interface by its dearest type', '{ thing { id } }', 2],
  ['what it writes', 'mutation { buy(id: "1") { id } }', 10 + 2],
  ['what introspection tells, leaves as well', '{ __type(name: "Part") { name fields { name } } }', 2 + 2],
];

test.each(estimated.map(([what, ...row]) => ({ what, row })))(
  '$what',
  async ({ row: [query, cost, variables] }) => {
    const { headers, body } = await world.ask(query, variables);
    expect(body.errors?.map(({ message }) => message) ?? []).toEqual([]);
    expect(headers.get('x-cost-estimated')).toBe(String(cost));
  },
);

const code = ({ body }: Awaited<ReturnType<World['ask']>>) => body.errors?.[0]?.extensions.code;

test('what would cost more than may be is refused, the same over both transports, and told in the figures', async () => {
  const query = '{ goods(first: 50) { nodes { id } } }';
  const { body } = await world.ask(query);
  expect(body.errors?.[0]).toEqual({
    message: 'The operation is too large: 101 points of cost, where 100 are allowed. Ask for smaller pages.',
    extensions: { code: 'COST_LIMIT' },
  });
  await expect(world.client().iterate({ query }).next()).rejects.toEqual(body.errors);
  expect(code(await world.ask('{ goods(first: 49) { nodes { id } } }'))).toBeUndefined();
  const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
  expect(told).toMatch(/gateway_errors_total\{code="COST_LIMIT"\} 2/);
});

test('a page whose graph wants to be told how long it is, is told by exactly one argument', async () => {
  for (const args of ['', '(first: 1, last: 2)', '(first: null)']) {
    expect(code(await world.ask(`{ goods${args} { nodes { id } } }`))).toBe('PAGE_SIZE_REQUIRED');
  }
});

test('what an answer did cost is what it holds', async () => {
  data = { top: [{ parts: [{ id: '1' }, { id: '2' }] }, { parts: [] }], count: 5, thing: null };
  const { headers } = await world.ask('{ top { parts { id } } count thing { id } }');
  expect(headers.get('x-cost-actual')).toBe(String(2 * 2 + 2 + 3));
  data = {};
});

test('the directives are found by whatever name the graph gives them', async () => {
  const plain = shop('"@cost", "@listSize"').replaceAll('@price', '@cost');
  const named = await World.start('in process', {
    supergraphSdl: supergraphOf(plain),
    endpoints: () => inProcessEndpoint({ graphql: async () => ({ data: {} }) }),
  });
  expect((await named.ask('{ count top { id } }')).headers.get('x-cost-estimated')).toBe('13');
});
