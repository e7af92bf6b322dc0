import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { BooksOf, bookLoader, shelf } from '../../platform/tests/shelf/shelf.subgraph.ts';

/** A service ended when a client left: one of two things that were begun at once was thrown, and nobody heard that the other failed. */
let school: TestSubgraph;
beforeAll(async () => {
  school = await TestSubgraph.start(shelf);
});
afterAll(() => school.close());

test('what a client that left had asked for is given up, and nothing is left unheard', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  const left = new AbortController();
  left.abort();
  const request = school.running.request({ id: newId(), actor: { kind: 'anonymous' }, signal: left.signal });
  const both = async () =>
    Promise.all([request.load(bookLoader, newId()), request.ask(BooksOf, { ownerIds: [newId()] })]);
  await expect(both()).rejects.toMatchObject({ name: 'AbortError' });
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
