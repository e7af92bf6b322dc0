import { createHash } from 'node:crypto';
import { manifestIn, type PersistedOptions } from '../src/persisted.ts';
import { World } from './kit/world.ts';

afterEach(() => World.closeAll());

const query = '{ book(id: "1") { title } }';
const momo = { data: { book: { title: 'Momo' } } };
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const persistedQuery = (text: string) => ({ version: 1, sha256Hash: hashOf(text) });

async function post(world: World, body: object, method: 'POST' | 'GET' = 'POST') {
  const url = `${world.gateway.url}/graphql`;
  if (method === 'POST') {
    const headers = { 'content-type': 'application/json' };
    return fetch(url, { method, headers, body: JSON.stringify(body) });
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const params = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, text(value)]));
  return fetch(`${url}?${new URLSearchParams(params)}`);
}

async function answer(world: World, body: object, method?: 'POST' | 'GET') {
  return (await (await post(world, body, method)).json()) as {
    errors?: { message: string; extensions: { code: string } }[];
  };
}

const codeOf = async (world: World, body: object, method?: 'POST' | 'GET') =>
  (await answer(world, body, method)).errors?.[0]?.extensions.code;

describe('a document that a client has sent before', () => {
  test('is asked for by its hash from then on, over every way', async () => {
    const world = await World.start('in process');
    const extensions = { persistedQuery: persistedQuery(query) };
    const unknown = await answer(world, { extensions });
    expect(unknown.errors).toEqual([
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ]);
    expect(await answer(world, { extensions }, 'GET')).toEqual(unknown);
    expect(await answer(world, { query, extensions })).toEqual(momo);
    expect(await answer(world, { extensions })).toEqual(momo);
    expect(await answer(world, { extensions }, 'GET')).toEqual(momo);
    const socket = world.client();
    expect((await socket.iterate({ query: '', extensions }).next()).value).toEqual(momo);
    const told = await (await fetch(`${world.gateway.url}/metrics`)).text();
    expect(told).toMatch(/gateway_persisted_documents_total\{outcome="sent before"\} 3/);
  });

  test('is a mutation only by POST', async () => {
    const world = await World.start('in process');
    const mutation = 'mutation { rename(id: "1", title: "Momo") { title } }';
    const extensions = { persistedQuery: persistedQuery(mutation) };
    expect(await answer(world, { query: mutation, extensions })).toEqual({
      data: { rename: { title: 'Momo' } },
    });
    expect((await post(world, { extensions }, 'GET')).status).toBe(405);
    expect(await answer(world, { extensions })).toEqual({ data: { rename: { title: 'Momo' } } });
  });

  test('has its own hash and no other, and is not kept when it is refused', async () => {
    const world = await World.start('in process');
    const other = { persistedQuery: persistedQuery('{ bookCaller }') };
    expect(await codeOf(world, { query, extensions: other })).toBe('PERSISTED_QUERY_HASH_MISMATCH');
    expect(await codeOf(world, { extensions: other })).toBe('PERSISTED_QUERY_NOT_FOUND');
    const wrong = '{ nothing }';
    const extensions = { persistedQuery: persistedQuery(wrong) };
    expect(await codeOf(world, { query: wrong, extensions })).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await codeOf(world, { extensions })).toBe('PERSISTED_QUERY_NOT_FOUND');
    for (const odd of [
      { version: 2, sha256Hash: hashOf(query) },
      { version: 1 },
      'x',
      { version: 1, sha256Hash: 7 },
    ]) {
      expect(await codeOf(world, { query, extensions: { persistedQuery: odd } })).toBe(
        'PERSISTED_QUERY_NOT_SUPPORTED',
      );
    }
  });

  test('is forgotten when many others came after it', async () => {
    const world = await World.start('in process', { limits: { bodyBytes: 2_000_000 } });
    const send = (text: string) =>
      answer(world, { query: text, extensions: { persistedQuery: persistedQuery(text) } });
    expect(await send(query)).toEqual(momo);
    for (let n = 0; n < 7; n += 1)
      expect(await send(`${query} # ${n} ${'x'.repeat(1_500_000)}`)).toEqual(momo);
    expect(await codeOf(world, { extensions: { persistedQuery: persistedQuery(query) } })).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
  });
});

describe('trusted documents', () => {
  const watch = 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { title } }';
  const trusted = new Map([
    ['momo', query],
    ['watch', watch],
    ['wide', `{ ${'bookCaller '.repeat(30)} }`],
    [hashOf('{ bookCaller }'), '{ bookCaller }'],
  ]);
  const start = (documents: Pick<PersistedOptions, 'onlyTrusted'>) =>
    World.start('in process', { documents: { trusted, ...documents } });

  test('are asked for by their ids, over every way, and have the limits that all have', async () => {
    const world = await start({});
    expect(await answer(world, { documentId: 'momo' })).toEqual(momo);
    expect(await answer(world, { documentId: 'momo' }, 'GET')).toEqual(momo);
    expect(await answer(world, { query: '', extensions: { documentId: 'momo' } })).toEqual(momo);
    expect(await codeOf(world, { documentId: 'none' })).toBe('DOCUMENT_NOT_FOUND');
    expect(await codeOf(world, { documentId: 'wide' })).toBe('ROOT_FIELD_LIMIT');
    expect(await answer(world, { extensions: { persistedQuery: persistedQuery('{ bookCaller }') } })).toEqual(
      {
        data: { bookCaller: 'nobody' },
      },
    );
    expect((await world.ask(query)).body).toEqual(momo);
  });

  test('are kept under no hash of another document', async () => {
    const world = await start({});
    const other = { persistedQuery: persistedQuery('{ reviewCaller }') };
    expect(await answer(world, { documentId: 'momo', extensions: other })).toEqual(momo);
    expect(await answer(world, { query, extensions: { documentId: 'momo', ...other } })).toEqual(momo);
    expect(await codeOf(world, { extensions: other })).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  test('are all that is run where only these are, also over a WebSocket', async () => {
    const world = await start({ onlyTrusted: true });
    const socket = world.client();
    const other = '{ reviewCaller }';
    expect(await codeOf(world, { query: other })).toBe('DOCUMENT_NOT_TRUSTED');
    expect(await codeOf(world, { query: other, extensions: { persistedQuery: persistedQuery(other) } })).toBe(
      'DOCUMENT_NOT_TRUSTED',
    );
    await expect(socket.iterate({ query: other }).next()).rejects.toMatchObject([
      { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } },
    ]);
    expect(world.library.calls).toEqual([]);
    expect(await answer(world, { query })).toEqual(momo);
    const watching = socket.iterate({
      query: '',
      extensions: { documentId: 'watch', announce: true },
      variables: { shelf: 'A' },
    });
    expect((await watching.next()).value).toMatchObject({ extensions: { admitted: true } });
    await world.library.change(1, '1');
    expect((await watching.next()).value).toMatchObject({ data: { bookChanged: { title: 'Momo' } } });
    await watching.return?.();
  });

  test('come from a manifest of either kind', () => {
    const apollo = { format: 'apollo-persisted-query-manifest', version: 1 };
    const operations = [{ id: 'momo', name: 'Momo', type: 'query', body: query }];
    expect([...manifestIn(JSON.stringify({ ...apollo, operations }))]).toEqual([['momo', query]]);
    expect([...manifestIn(JSON.stringify({ momo: query }))]).toEqual([['momo', query]]);
    expect(() => manifestIn('[]')).toThrow('no manifest');
    expect(() => manifestIn(JSON.stringify({ ...apollo, operations: [{ id: 'momo' }] }))).toThrow(
      'no manifest',
    );
  });
});
