import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { createLog } from '@learnova/platform/log';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { shelf } from '../../platform/tests/shelf/shelf.subgraph.ts';

/** Logs held what people had written: drivers tell the statement with its values, and PostgreSQL the row that it refused. */
const lines: string[] = [];
const log = createLog('test', 'info', { write: (line: string) => void lines.push(line) });
let school: TestSubgraph;
beforeAll(async () => {
  school = await TestSubgraph.start(shelf, {
    log,
    answers: { 'users.standing': () => ({ sessionEnded: false, roles: [] }) },
  });
});
afterAll(() => school.close());

interface Logged {
  readonly requestId: string;
  readonly err: { readonly message: string; readonly stack: string; readonly constraint?: string };
}

test('an operation that the database refuses is logged with what it broke and where, and without its values', async () => {
  const anna = school.as(newId());
  const put = async (title: string) => {
    const mutation = 'mutation ($input: PutBookInput!) { putBook(input: $input) { id } }';
    return anna.data<{ putBook: { id: string } }>(mutation, { input: { title, idempotencyKey: newId() } });
  };
  await put('Diary [[title]]');
  const { putBook } = await put('Atlas');
  const rename = 'mutation ($id: UUID!, $title: String!) { renameBook(id: $id, title: $title) { id } }';
  expect(await anna.code(rename, { id: putBook.id, title: 'Diary [[title]]' })).toBe('INTERNAL');
  const [line = '{}'] = lines;
  expect(lines).toHaveLength(1);
  expect(line).not.toContain('[[');
  const { err, requestId } = JSON.parse(line) as Logged;
  expect(err).toMatchObject({ constraint: 'book_title', table: 'book' });
  expect(err.message).toBe('UniqueConstraintViolationException 23505');
  expect(err.stack).toContain('commit.ts');
  expect(requestId).toMatch(/^[\w-]{36}$/);
});

test('of an error and its causes the names and codes are logged, and no words', () => {
  lines.length = 0;
  const cause = Object.assign(new Error('connect [[host]]\n    at home [[line]]'), { code: 'ECONNREFUSED' });
  log.error({ err: new TypeError('fetch [[url]]', { cause }) }, 'it failed');
  expect(lines[0]).toContain('TypeError');
  expect(lines[0]).toContain('ECONNREFUSED');
  expect(lines[0]).not.toContain('[[');
});
