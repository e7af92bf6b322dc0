import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { newId } from '../src/ids.ts';
import { TestSubgraph } from '../src/testing/subgraph.ts';
import { Book } from './shelf/book.entity.ts';
import { shelf } from './shelf/shelf.subgraph.ts';

let school: TestSubgraph;
/** Called while the roles of whoever asks are asked for: early in every operation. */
let onStanding = () => {};
const anna = newId();

beforeAll(async () => {
  const standing = () => {
    onStanding();
    return { sessionEnded: false, roles: [] };
  };
  school = await TestSubgraph.start(shelf, { answers: { 'users.standing': standing } });
});
afterAll(() => school.close());
afterEach(() => {
  onStanding = () => {};
});

test('a reading ends when nobody waits for it any more', async () => {
  const query = '{ book(id: "0190a000-0000-7000-8000-000000000000") { title } }';
  const before = school.statements.length;
  const left = new AbortController();
  onStanding = () => left.abort();
  await school.as(anna).run(query, {}, undefined, left.signal);
  expect(school.statements.length).toBe(before);
  onStanding = () => {};
  await school.as(anna).run(query);
  expect(school.statements.length).toBeGreaterThan(before);
});

test('a command runs to its end even when nobody waits for it any more', async () => {
  const left = new AbortController();
  onStanding = () => left.abort();
  const put = 'mutation ($input: PutBookInput!) { putBook(input: $input) { id } }';
  const input = { title: 'Left alone', idempotencyKey: newId() };
  await school.as(anna).run(put, { input }, undefined, left.signal);
  expect(await school.request().em.count(Book, { title: 'Left alone' })).toBe(1);
});

test('long documents are remembered by their weight, however many are sent', async () => {
  const before = inUse();
  for (let n = 0; n < 800; n += 1) {
    const query = `{ __typename } # ${n} ${'x'.repeat(100_000)}`;
    expect((await school.as(anna).run(query)).errors).toBeUndefined();
  }
  expect(inUse() - before).toBeLessThan(50_000_000);
});

/** Bytes that are in use, after what nobody uses has been collected. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
