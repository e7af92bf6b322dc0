import { buildSchema, type GraphQLError } from 'graphql';
import { Documents, type GraphQLRequest } from '../src/documents.ts';
import { defaultLimits } from '../src/options.ts';

const schema = buildSchema(`
  type Query { shelf: Shelf shelves: [Shelf!]! }
  type Mutation { tidy: Shelf }
  type Subscription { shelfChanged: Shelf }
  interface Holder { books(first: Int = 50): Books! }
  type Shelf implements Holder { books(first: Int = 50): Books! tags: [String!] rows(last: Int): [Shelf!] boards: [Shelf!]! }
  type Books { nodes: [Book!]! edges: [Edge!]! size: Int first: Shelf! }
  type Edge { node: Book! }
  type Book { title: String shelf: Shelf! }
`);

/** How many entries the request counts: told by the refusal where none is allowed. */
function count(query: string, variables: GraphQLRequest['variables'] = {}): number {
  const documents = new Documents(schema, { ...defaultLimits, nodes: -1 });
  const [error] = documents.operation({ query, variables }) as readonly GraphQLError[];
  expect(error?.extensions.code).toBe('NODE_LIMIT');
  return Number(/(\d+) entries/.exec(error?.message ?? '')?.[1]);
}

const counted: [what: string, query: string, entries: number, variables?: Record<string, unknown>][] = [
  ['no list at all', '{ shelf { tags } }', 0],
  ['a page', '{ shelf { books(first: 20) { nodes { title } } } }', 20],
  ['a page of the usual size', '{ shelf { books { nodes { title } } } }', 50],
  ['a page without its entries', '{ shelf { books(first: 20) { size } } }', 0],
  ['a page that is a list itself', '{ shelf { rows(last: 7) { tags } } }', 7],
  ['a page of no stated size', '{ shelf { rows { tags } } }', 10],
  ['a list without pages', '{ shelves { tags } }', 10],
  ['lists in lists', '{ shelves { boards { tags } } }', 110],
  [
    'pages in pages',
    '{ shelf { books(first: 20) { nodes { shelf { books(first: 5) { nodes { title } } } } } } }',
    120,
  ],
  ['pages by edges', '{ shelf { books(first: 20) { edges { node { shelf { boards { tags } } } } } } }', 220],
  [
    'a list below a page that is none of it',
    '{ shelf { books(first: 20) { first { boards { tags } } } } }',
    10,
  ],
  [
    'two names for one list',
    '{ shelf { a: books(first: 20) { nodes { title } } b: books(first: 5) { nodes { title } } } }',
    25,
  ],
  [
    'one list that is named twice',
    '{ shelf { books(first: 20) { nodes { title } } } shelf { books(first: 20) { nodes { title shelf { boards { tags } } } } } }',
    220,
  ],
  ['a page of less than one', '{ shelf { books(first: -5) { nodes { title } } } }', 1],
  [
    'fragments, at each use',
    '{ shelf { ...S } shelves { ... on Shelf { ...S } } } fragment S on Holder { books(first: 20) { ...B } } fragment B on Books { nodes { title } }',
    20 + 10 + 200,
  ],
  ['a mutation', 'mutation { tidy { books(first: 20) { nodes { title } } } }', 20],
  ['a subscription', 'subscription { shelfChanged { books(first: 20) { nodes { title } } } }', 20],
  ['what introspection lists', '{ __type(name: "Shelf") { fields { name args { name } } } }', 4 + 2],
  ['a variable', 'query ($n: Int) { shelf { books(first: $n) { nodes { title } } } }', 30, { n: 30 }],
  [
    'a variable by its default',
    'query ($n: Int = 40) { shelf { books(first: $n) { nodes { title } } } }',
    40,
  ],
  ['a variable that is left out', 'query ($n: Int) { shelf { books(first: $n) { nodes { title } } } }', 50],
  [
    'a variable that is null',
    'query ($n: Int) { shelf { books(first: $n) { nodes { title } } } }',
    10,
    { n: null },
  ],
];

test.each(counted.map(([what, ...row]) => ({ what, row })))(
  '$what',
  ({ row: [query, entries, variables] }) => {
    expect(count(query, variables)).toBe(entries);
  },
);

test('the same text is allowed with small pages and refused with large ones', () => {
  const documents = new Documents(schema, { ...defaultLimits, nodes: 100 });
  const query = 'query ($n: Int!) { shelf { books(first: $n) { nodes { title } } } }';
  for (const [n, allowed] of [
    [100, true],
    [101, false],
    [100, true],
  ] as const) {
    expect('document' in documents.operation({ query, variables: { n } })).toBe(allowed);
  }
});
