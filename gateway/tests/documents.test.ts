import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema } from 'graphql';
import { Documents, type GraphQLRequest, type Operation } from '../src/documents.ts';
import { defaultLimits } from '../src/options.ts';
import { Usage } from '../src/usage.ts';

const documents = new Documents(
  buildSchema('type Query { book(id: ID, inFull: Boolean): String }'),
  defaultLimits,
);

/** The operation; throws where there is none. */
function read(request: GraphQLRequest): Operation {
  const operation = documents.operation(request);
  if (!('document' in operation)) throw new AggregateError(operation);
  return operation;
}

/** Bytes that are in use, after what nobody uses has been collected. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('documents that are refused are not kept, however many are sent', () => {
  const before = inUse();
  for (let n = 0; n < 100; n += 1) {
    const errors = documents.operation({ query: `query Q${n} { ${'a '.repeat(3_900)}}` });
    expect(errors).toHaveProperty('length');
  }
  expect(inUse() - before).toBeLessThan(30_000_000);
});

test('a document that was read is not read again', () => {
  const query = '{ book }';
  expect(read({ query }).document).toBe(read({ query }).document);
});

test('variables that the operation does not declare are not kept', () => {
  const query =
    'query ($inFull: Boolean, $id: ID, $constructor: ID) { book(inFull: $inFull, id: $id) a: book(id: $constructor) }';
  const variables = { id: '1', other: true, inFull: false };
  expect(Object.entries(read({ query, variables }).variables)).toEqual([
    ['inFull', false],
    ['id', '1'],
  ]);
  expect(read({ query: '{ book }', variables: { inFull: true } }).variables).toEqual({});
});

test('an operation is used as one, whatever else is sent along', () => {
  const usage = new Usage();
  for (let n = 0; n < 50; n += 1) usage.note(read({ query: '{ book }', variables: { [`v${n}`]: true } }));
  expect(usage.most(100)).toHaveLength(1);
});

test('of operations that are used, as many are remembered as their texts and the names of their variables leave room for', () => {
  const usage = new Usage();
  const names = Array.from({ length: 10 }, (_, n) => `v${n}${'x'.repeat(1_000)}`);
  const declared = names.map((name) => `$${name}: Boolean`).join(' ');
  const query = `query (${declared}) { ${names.map((name, n) => `b${n}: book(inFull: $${name})`).join(' ')} }`;
  for (let n = 0; n < 400; n += 1) {
    const variables = Object.fromEntries(names.map((name, bit) => [name, (n & (1 << bit)) > 0]));
    usage.note(read({ query, variables }));
  }
  expect(usage.most(1_000).length).toBeLessThan(5_000_000 / (1.4 * query.length));
});
