import fc from 'fast-check';
import { buildSchema, parse, validate } from 'graphql';
import { Documents, type Operation } from '../src/documents.ts';
import { defaultLimits } from '../src/options.ts';
import { parameterized } from '../src/parameterized.ts';

const schema = buildSchema(`
  scalar Date
  enum Genre { NOVEL POEM }
  input Range { from: Date! to: Date = "2026-12-31" pages: Int }
  input Which @oneOf { id: ID title: String }
  interface Work { id: ID! title: String like(title: String): Book }
  type Book implements Work { id: ID! title: String like(title: String): Book on(day: Date, range: Range): [Book] }
  type Query {
    book(id: ID!, genre: Genre, inFull: Boolean, length: Int = 1): Book
    books(ids: [ID!], nested: [[ID]], ranges: [Range!], first: Int): [Book!]
    which(by: Which): Work
  }
  type Mutation { rename(id: ID!, title: String): Book }
`);

const of = (text: string) => parameterized(text, parse(text), schema);

test.each([
  ['{ book(id: "1") { title } }', 'query($_0:ID!){ book(id: $_0) { title } }', ['1']],
  ['query { book(id: 17) { id } }', 'query($_0:ID!) { book(id: $_0) { id } }', ['17']],
  [
    'mutation Name { rename(id: "1", title: """ a "b" """) { id } }',
    'mutation Name($_0:ID!,$_1:String) { rename(id: $_0, title: $_1) { id } }',
    ['1', ' a "b" '],
  ],
  [
    'query ($first: Int = 3) { books(ids: ["1", 2], first: $first) { id } }',
    'query ($first: Int = 3,$_0:[ID!]) { books(ids: $_0, first: $first) { id } }',
    [['1', '2']],
  ],
  [
    '{ books(ranges: [{ from: "2026-01-01", pages: 3 }, { from: "2026-02-01" }]) { id } }',
    'query($_0:Date!,$_1:Date!){ books(ranges: [{ from: $_0, pages: 3 }, { from: $_1 }]) { id } }',
    ['2026-01-01', '2026-02-01'],
  ],
  [
    'fragment Like on Work { like(title: "x") { id } ... on Book { on(day: "2026-03-01") { id } } } { book(id: "1") { ...Like } }',
    'fragment Like on Work { like(title: $_0) { id } ... on Book { on(day: $_1) { id } } } query($_0:String,$_1:Date,$_2:ID!){ book(id: $_2) { ...Like } }',
    ['x', '2026-03-01', '1'],
  ],
  [
    '{ books(nested: [["1"], ["2", null]]) { id } }',
    'query($_0:[ID],$_1:ID){ books(nested: [$_0, [$_1, null]]) { id } }',
    [['1'], '2'],
  ],
])('%s', (text, wanted, values) => {
  const found = of(text);
  expect(found?.text).toBe(wanted);
  expect(Object.values(found?.values ?? {})).toEqual(values);
  expect(validate(schema, parse(wanted))).toEqual([]);
});

test.each([
  ['what is no text, and few', '{ book(id: null, genre: POEM, inFull: true, length: 3) { title } }'],
  [
    'what is invalid, for whoever validates to say so',
    '{ book(id: 1.5, length: "3", inFull: "yes", genre: "POEM") { id } }',
  ],
  ['what is unknown', '{ nothing(id: "1") { a } book(key: "1") { id } }'],
  ['one of several, which no variable says that may not be null', '{ which(by: { id: "1" }) { id } }'],
  ['conditions', '{ book @include(if: "yes") { id } }'],
  ['questions about the schema', '{ __type(name: "Book") { name } }'],
  ['a single value in place of a list', '{ books(ids: "1") { id } }'],
  [
    'everything where there are several operations',
    'query A { book(id: "1") { id } } query B { book(id: "2") { id } }',
  ],
  [
    'everything where the client calls a variable so',
    'query ($_a: ID!) { book(id: $_a) { like(title: "x") { id } } }',
  ],
])('%s stays in the document', (_what, text) => {
  expect(of(text)).toBeUndefined();
});

test('any text comes through as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (one, other) => {
      const text = `{ book(id: ${JSON.stringify(one)}) { like(title: ${JSON.stringify(other)}) { id } } }`;
      fc.pre(!text.includes('$_'));
      expect(Object.values(of(text)?.values ?? {})).toEqual([one, other]);
    }),
  );
});

describe('read as operations', () => {
  const documents = new Documents(schema, defaultLimits);
  const read = (query: string, variables = {}): Operation => {
    const operation = documents.operation({ query, variables });
    if (!('document' in operation)) throw new AggregateError(operation);
    return operation;
  };

  test('documents that differ in what is written into them are one, each with its values', () => {
    const one = read('query Q { book(id: "1") { title } }');
    const other = read('query Q { book(id: "a b") { title } }');
    expect(other.document).toBe(one.document);
    expect(other.hash).toBe(one.hash);
    expect([one.variables, other.variables]).toEqual([{ _0: '1' }, { _0: 'a b' }]);
    expect(read('query Q { book(id: "1") { title } }').variables).toEqual({ _0: '1' });
  });

  test('what is written counts, whatever variables are sent beside it', () => {
    const query = 'query ($first: Int) { book(id: "1") { id } books(first: $first) { id } }';
    expect(read(query, { _0: '2', first: 3 }).variables).toEqual({ first: 3, _0: '1' });
  });

  test('a field that is asked twice under one name is asked as it is written', () => {
    const query = '{ book(id: "1") { id } book(id: "1") { title } }';
    expect(read(query)).toMatchObject({ text: query, variables: {} });
  });

  test('faults are told of the text that was sent', () => {
    const errors = documents.operation({ query: '{ book(id: "1") { nothing } }' });
    expect(errors).toMatchObject([
      { message: 'Cannot query field "nothing" on type "Book".', locations: [{ line: 1, column: 19 }] },
    ]);
  });

  test('what was read for one schema can be read for another', () => {
    const operation = read('{ book(id: "1") { title } }');
    expect(new Documents(schema, defaultLimits).again(operation)).toMatchObject({
      hash: operation.hash,
      variables: { _0: '1' },
    });
  });
});
