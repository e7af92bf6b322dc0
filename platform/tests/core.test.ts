import { AuditEntry } from '../src/audit-entry.entity.ts';
import { IdempotencyEntry } from '../src/idempotency-entry.entity.ts';
import { newId } from '../src/ids.ts';
import { OutboxMessage } from '../src/outbox/outbox-message.entity.ts';
import { eventually } from '../src/testing/eventually.ts';
import { TestSubgraph } from '../src/testing/subgraph.ts';
import { Book, Note } from './shelf/book.entity.ts';
import { BookChanged, BooksOf, ReadBook, shelf } from './shelf/shelf.subgraph.ts';

let school: TestSubgraph;
const [anna, bert] = [newId(), newId()];
const put = 'mutation ($input: PutBookInput!) { putBook(input: $input) { id title version } }';
const count = async <T extends object>(entity: new () => T) => school.request().em.count(entity, {});
const waiting = async () => {
  const sql =
    'select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())';
  return (await school.request().em.execute<unknown[]>(sql)).length;
};
const putBook = (title: string, idempotencyKey: string = newId()) =>
  school.as(anna).data<{ putBook: { id: string } }>(put, { input: { title, idempotencyKey } });

beforeAll(async () => {
  const email = { send: async () => ({ providerId: 'none' }) };
  const answers = { 'users.standing': () => ({ sessionEnded: false, roles: [] }) };
  school = await TestSubgraph.start(shelf, { answers, channels: { email, sms: null } });
});
afterAll(() => school.close());

test('a command commits its row, its event, its order and its audit together, and publishes once', async () => {
  const { putBook: book } = await putBook('Atlas');
  const em = school.request().em;
  const messages = await em.find(OutboxMessage, {}, { orderBy: { kind: 'asc' } });
  expect(messages.map(({ kind, name, actorId }) => ({ kind, name, actorId }))).toEqual([
    { kind: 'event', name: 'users.book-changed', actorId: anna },
    { kind: 'job', name: 'users.read-book', actorId: anna },
  ]);
  expect(messages[0]?.live).toEqual([
    { topic: `users.book.${book.id}`, typename: 'Book', key: { id: book.id }, version: 1 },
  ]);
  const [entry] = await em.find(AuditEntry, { rowId: book.id });
  expect(entry).toMatchObject({ actorId: anna, operation: 'putBook', tableName: 'book', old: null });
  expect(entry?.new).toMatchObject({ title: 'Atlas' });
  expect(JSON.stringify(entry)).not.toContain('hush');
});

test('the audit keeps what a change replaced, and by whom', async () => {
  const { putBook: book } = await putBook('Old name');
  await school
    .as(anna)
    .data('mutation ($id: UUID!) { renameBook(id: $id, title: "New name") { version } }', { id: book.id });
  const entries = await school.request().em.find(AuditEntry, { rowId: book.id, operation: 'renameBook' });
  expect(entries.map(({ old, new: next, actorId }) => ({ old, next, actorId }))).toEqual([
    {
      old: expect.objectContaining({ title: 'Old name' }),
      next: expect.objectContaining({ title: 'New name' }),
      actorId: anna,
    },
  ]);
});

test('the second click under one key gets the first answer and changes nothing', async () => {
  const key = newId();
  const first = await putBook('Twice', key);
  const [books, messages] = [await count(Book), await count(OutboxMessage)];
  expect(await putBook('Twice', key)).toEqual(first);
  expect([await count(Book), await count(OutboxMessage)]).toEqual([books, messages]);
  const reused = { input: { title: 'Something else', idempotencyKey: key } };
  expect(await school.as(anna).code(put, reused)).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('a key is kept for thirty days', async () => {
  const key = newId();
  const first = await putBook('Kept', key);
  const forget = async () => {
    for (const schedule of shelf.schedules) await school.running.handling.runSchedule(schedule);
  };
  await school.advance(29 * 24 * 3_600_000);
  await forget();
  expect(await putBook('Kept', key)).toEqual(first);
  await school.advance(2 * 24 * 3_600_000);
  await forget();
  expect(await count(IdempotencyEntry)).toBe(0);
});

test('a hundred identical commands at once have one effect and a hundred equal answers', async () => {
  const key = newId();
  const answers = await Promise.all(Array.from({ length: 100 }, () => putBook('Hundred', key)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await school.request().em.count(Book, { title: 'Hundred' })).toBe(1);
});

test('a key is its owner’s alone: what somebody else sends under it is carried out as well', async () => {
  const input = { title: 'Everybody has it', idempotencyKey: newId() };
  const { putBook: of } = await school.as(anna).data<{ putBook: { id: string } }>(put, { input });
  const { putBook: other } = await school.as(bert).data<{ putBook: { id: string } }>(put, { input });
  expect(other.id).not.toBe(of.id);
  const books = await school.request().em.find(Book, { title: input.title });
  expect(books.map(({ ownerId }) => ownerId).sort()).toEqual([anna, bert].sort());
});

test('a refusal is not remembered under its key, and leaves nothing behind', async () => {
  const key = newId();
  const messages = await count(OutboxMessage);
  expect(await school.as(anna).code(put, { input: { title: 'forbidden', idempotencyKey: key } })).toBe(
    'FORBIDDEN',
  );
  expect(await count(OutboxMessage)).toBe(messages);
  await putBook('Allowed after all', key);
});

test('a unique key that somebody took is a refusal with its own code', async () => {
  await putBook('Unique');
  expect(await school.as(anna).code(put, { input: { title: 'Unique', idempotencyKey: newId() } })).toBe(
    'BOOK_THERE',
  );
});

test('a mutation that forgets its policy fails, and nothing is written', async () => {
  const { putBook: book } = await putBook('Stolen');
  const steal = 'mutation ($id: UUID!) { stealBook(id: $id) }';
  expect(await school.as(bert).code(steal, { id: book.id })).toBe('INTERNAL');
  expect(await school.request().em.findOneOrFail(Book, book.id)).toMatchObject({ ownerId: anna });
});

test('a fact is never changed', async () => {
  const em = school.request().em;
  await em.persist(Object.assign(new Note(), { id: newId(), bookId: newId(), text: 'written' })).flush();
  expect(await school.as(anna).code('mutation { rewriteNotes }')).toBe('INTERNAL');
  expect(await school.request().em.count(Note, { text: 'rewritten' })).toBe(0);
});

test('what a person may not see answers as if it did not exist, by every door', async () => {
  const { putBook: book } = await putBook('Private');
  const byId = 'query ($id: UUID!) { book(id: $id) { title } }';
  expect(await school.as(anna).data(byId, { id: book.id })).toEqual({ book: { title: 'Private' } });
  expect(await school.as(bert).data(byId, { id: book.id })).toEqual({ book: null });
  expect(await school.as().code(byId, { id: book.id })).toBe('UNAUTHENTICATED');
  const door = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Book { title } } }';
  const representation = (id: string) => ({ r: [{ __typename: 'Book', id }] });
  expect(await school.as(anna).data(door, representation(book.id))).toEqual({
    _entities: [{ title: 'Private' }],
  });
  for (const client of [school.as(bert), school.as()]) {
    const hidden = await client.run(door, representation(book.id));
    const absent = await client.run(door, representation(newId()));
    expect(hidden.data).toEqual({ _entities: [null] });
    expect(hidden).toEqual(absent);
  }
  expect(await school.as(anna).code(door, representation('no id'))).toBe('BAD_USER_INPUT');
});

test('a field added to a stub is null with FORBIDDEN for whom its policy does not admit', async () => {
  const door = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student { id bookCount } } }';
  const representations = { r: [anna, bert].map((id) => ({ __typename: 'Student', id })) };
  const { data, errors } = await school.as(anna).run(door, representations);
  expect(data).toMatchObject({
    _entities: [{ bookCount: expect.any(Number) }, { id: bert, bookCount: null }],
  });
  expect(errors?.map((error) => [error.path, error.extensions?.code])).toEqual([
    [['_entities', 1, 'bookCount'], 'FORBIDDEN'],
  ]);
});

test('the time is the same throughout a request and moves between requests', async () => {
  const before = await school.request().now();
  await school.advance(3_600_000);
  const request = school.request();
  const after = await request.now();
  expect(after.getTime() - before.getTime()).toBeGreaterThanOrEqual(3_600_000);
  expect(await request.now()).toBe(after);
});

test('an ask answers the services it admits, and nobody else', async () => {
  const { putBook: book } = await putBook('Asked for');
  const answers = await school.ask(BooksOf, { ownerIds: [anna] });
  expect(answers).toContainEqual({ bookId: book.id, title: 'Asked for' });
  await expect(school.ask(BooksOf, { ownerIds: [anna] }, 'attendance')).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('running a reaction twice changes nothing, and an older version is dropped', async () => {
  const bookId = newId();
  const event = { id: newId(), aggregateId: bookId, version: 2, payload: { bookId } };
  await school.react('users.note-book', BookChanged, event);
  await school.react('users.note-book', BookChanged, event);
  await school.react('users.note-book', BookChanged, { ...event, id: newId(), version: 1 });
  await Promise.all(
    [3, 3].map((version) => school.react('users.note-book', BookChanged, { ...event, id: newId(), version })),
  );
  const notes = await school.request().em.find(Note, { bookId }, { orderBy: { text: 'asc' } });
  expect(notes.map((note) => note.text)).toEqual(['v2', 'v3']);
});

test('an event that comes twice is dealt with once', async () => {
  const { putBook: book } = await putBook('Praised');
  const event = { id: newId(), payload: { bookId: book.id } };
  await school.react('users.praise-book', BookChanged, event);
  await school.react('users.praise-book', BookChanged, event);
  expect(await school.request().em.count(Note, { bookId: book.id })).toBe(1);
});

test('an event that comes twice at the same moment is dealt with once', async () => {
  const { putBook: book } = await putBook('Praised at once');
  const event = { id: newId(), payload: { bookId: book.id } };
  const { em } = school.request();
  await em.begin();
  await em.execute('lock table note in share mode');
  const both = [1, 2].map(() => school.react('users.praise-book', BookChanged, event));
  // Neither can write before both have begun.
  try {
    await eventually(waiting, (count) => count === 2);
  } finally {
    await em.commit();
  }
  await Promise.all(both);
  expect(await school.request().em.count(Note, { bookId: book.id })).toBe(1);
});

test('an event whose reaction failed is dealt with when it comes again', async () => {
  const bookId = newId();
  const event = { id: newId(), payload: { bookId } };
  await expect(school.react('users.praise-book', BookChanged, event)).rejects.toThrow('Book not found');
  expect(await school.request().em.count(Note, { bookId })).toBe(0);
  const { em } = school.request();
  await em
    .persist(Object.assign(new Book(), { id: bookId, ownerId: anna, title: 'Late', version: 1 }))
    .flush();
  await school.react('users.praise-book', BookChanged, event);
  expect(await school.request().em.count(Note, { bookId })).toBe(1);
});

test('a job that was carried out is not carried out again', async () => {
  const id = newId();
  const bookId = newId();
  await school.carryOut(ReadBook, { bookId }, { id });
  await school.carryOut(ReadBook, { bookId }, { id });
  expect(await school.request().em.count(Note, { bookId })).toBe(1);
});

test('a subscription is admitted, delivered under the own rights, skipped and ended by its owner', async () => {
  const { putBook: book } = await putBook('Watched');
  const watch = 'subscription ($id: UUID!) { bookChanged(id: $id) { title } }';
  const admitted = await school.as(anna).run(watch, { id: book.id }, {});
  expect(admitted.extensions?.live).toMatchObject({
    status: 'admitted',
    topic: `users.book.${book.id}`,
    cursor: '0',
  });
  const pointer = { typename: 'Book', key: { id: book.id }, version: 1, cursor: '7' };
  const told = await school.as(anna).run(watch, { id: book.id }, { pointer });
  expect(told).toEqual({
    data: { bookChanged: { title: 'Watched' } },
    extensions: { live: { status: 'data' } },
  });
  const gone = { ...pointer, key: { id: newId() } };
  expect(await school.as(anna).run(watch, { id: book.id }, { pointer: gone })).toMatchObject({
    extensions: { live: { status: 'skip' } },
  });
  expect(await school.as(bert).run(watch, { id: book.id }, { pointer })).toMatchObject({
    errors: [{ extensions: { code: 'NOT_FOUND' } }],
    extensions: { live: { status: 'ended' } },
  });
});

test('a subscription whose right ends now is refused by the policy, and not as bad input', async () => {
  const { putBook: book } = await putBook('Due today');
  const watch = 'subscription ($id: UUID!) { bookChanged(id: $id) { title } }';
  expect(await school.as(anna).run(watch, { id: book.id }, {})).toMatchObject({
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
    extensions: { live: { status: 'ended' } },
  });
});
