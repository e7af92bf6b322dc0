import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildSchema } from 'graphql';
import { Documents } from '../src/documents.ts';
import { defaultLimits } from '../src/options.ts';

const documents = new Documents(buildSchema('type Query { book: String }'), defaultLimits);

/** Bytes that are in use, after what nobody uses has been collected. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('documents that are refused are not kept, however many are sent', () => {
  const before = inUse();
  for (let n = 0; n < 100; n += 1) {
    const read = documents.operation({ query: `query Q${n} { ${'a '.repeat(3_900)}}` });
    expect(read).toHaveProperty('length');
  }
  expect(inUse() - before).toBeLessThan(30_000_000);
});

test('a document that was read is not read again', () => {
  const query = '{ book }';
  const [one, two] = [documents.operation({ query }), documents.operation({ query })];
  expect('document' in one && 'document' in two && one.document === two.document).toBe(true);
});
