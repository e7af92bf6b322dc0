import { setTimeout as pause } from 'node:timers/promises';
import { createMetrics } from '@learnova/platform/metrics';
import type { GraphQLAnswer, GraphQLBody } from '../src/endpoint.ts';
import { InFlight } from '../src/in-flight.ts';

/** A service that answers when it is told to. */
function service() {
  const asked: { body: GraphQLBody; signal: AbortSignal; answer: (answer: GraphQLAnswer) => void }[] = [];
  const endpoint = new InFlight(createMetrics()).over('books', 'http://books.invalid', {
    graphql: (body, { signal }) =>
      new Promise((resolve) => void asked.push({ body, signal, answer: resolve })),
  });
  const ask = (query: string, authorization = 'Bearer one', signal = new AbortController().signal) =>
    endpoint.graphql({ query, variables: { n: 1 } }, { requestId: 'x', authorization, signal });
  return { asked, ask };
}

test('equal queries under one token are one while it is under way, and each has an answer of its own', async () => {
  const { asked, ask } = service();
  const answers = Promise.all([ask('{ books }'), ask('{ books }'), ask('{ books }')]);
  expect(asked).toHaveLength(1);
  asked[0]?.answer({ data: { books: [{ id: '1' }] } });
  const [first, second, third] = await answers;
  Object.assign(first.data ?? {}, { books: 'written to' });
  expect([second, third]).toEqual([{ data: { books: [{ id: '1' }] } }, { data: { books: [{ id: '1' }] } }]);
  void ask('{ books }');
  expect(asked).toHaveLength(2); // it is answered; who comes now asks anew
});

test('another token, other values and mutations are never shared', () => {
  const { asked, ask } = service();
  void ask('{ books }');
  void ask('{ books }', 'Bearer other');
  void ask('{ shelves }');
  void ask('mutation { rename }');
  void ask('mutation { rename }');
  expect(asked).toHaveLength(5);
});

test('who leaves takes nothing from the others, and the last one to leave ends the request', async () => {
  const { asked, ask } = service();
  const [one, other] = [new AbortController(), new AbortController()];
  const left = ask('{ books }', 'Bearer one', one.signal);
  const staying = ask('{ books }', 'Bearer one', other.signal);
  one.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  expect(asked[0]?.signal.aborted).toBe(false);
  asked[0]?.answer({ data: { books: [] } });
  expect(await staying).toEqual({ data: { books: [] } });

  const alone = ask('{ shelves }', 'Bearer one', other.signal);
  other.abort(new Error('left too'));
  await expect(alone).rejects.toThrow('left too');
  expect(asked[1]?.signal.aborted).toBe(true);
});

test('nobody joins a query that began before a mutation was answered: whoever acted sees what it did', async () => {
  const { asked, ask } = service();
  void ask('{ books }');
  const acted = ask('mutation { rename }');
  asked[1]?.answer({ data: { rename: true } });
  await acted;
  void ask('{ books }');
  await pause(1);
  expect(asked.map(({ body }) => body.query)).toEqual(['{ books }', 'mutation { rename }', '{ books }']);
});
