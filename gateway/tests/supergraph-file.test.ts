import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RedisLog } from '@learnova/platform/live/redis-log';
import { silent } from '@learnova/platform/log';
import { withRedis } from '@learnova/platform/testing/profiles';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { eventually } from './kit/eventually.ts';
import { Library } from './kit/library.ts';
import { MemoryLog } from './kit/memory-log.ts';
import { Served } from './kit/serve.ts';
import { subscribe } from './kit/subscriber.ts';

const repository = join(__dirname, '../..');
const library = new Library(new MemoryLog());
let folder: string;
let services: Served[] = [];
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  services = [await Served.start(library, 'books'), await Served.start(library, 'reviews')];
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await Promise.all(services.map((service) => service.stop()));
  await rm(folder, { recursive: true });
});

/** The gateway as a process of its own. */
function start(environment: Record<string, string>): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', './scripts/swc-hooks.mjs', 'gateway/src/main.ts'],
    { cwd: repository, env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  started.push(child);
  return child;
}

async function urlOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url) return url;
  }
  throw new Error('the gateway ended before it listened');
}

test('SUPERGRAPH and nothing else makes a gateway of it', async () => {
  const path = join(folder, 'supergraph.graphql');
  await writeFile(
    path,
    Library.supergraph((name) => services[name === 'books' ? 0 : 1]?.url ?? ''),
  );
  const child = start({ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0' });
  const url = await urlOf(child);
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ book(id: "1") { title reviews { text } } }' }),
  });
  expect(await response.json()).toEqual({ data: { book: { title: 'Momo', reviews: [{ text: 'On 1' }] } } });
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('a supergraph that is renamed into the place of the one before is served without a restart', async () => {
  const [path, next] = [join(folder, 'changes.graphql'), join(folder, 'changes.next')];
  const at = (name: string) => services[name === 'books' ? 0 : 1]?.url ?? '';
  await writeFile(path, Library.supergraph(at, { without: 'bookCaller: String' }));
  const child = start({ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0', RELOAD_MS: '20' });
  const url = await urlOf(child);
  const ask = async () => (await fetch(`${url}/graphql?query={bookCaller}`)).json();
  expect(await ask()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  await writeFile(next, Library.supergraph(at));
  await rename(next, path);
  await eventually(async () => expect(await ask()).toEqual({ data: { bookCaller: 'nobody' } }));
  child.kill('SIGTERM');
  expect((await once(child, 'exit'))[0]).toBe(0);
});

test('the address of a subgraph may be set beside the supergraph', async () => {
  const path = join(folder, 'elsewhere.graphql');
  await writeFile(path, Library.supergraph());
  const urls = { SUBGRAPH_URL_BOOKS: services[0]?.url ?? '', SUBGRAPH_URL_REVIEWS: services[1]?.url ?? '' };
  const child = start({ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0', ...urls });
  const response = await fetch(`${await urlOf(child)}/graphql?query={bookCaller reviewCaller}`);
  expect(await response.json()).toEqual({ data: { bookCaller: 'nobody', reviewCaller: 'nobody' } });
});

test('what it bears is set beside the supergraph as well', async () => {
  const [path, trusted] = [join(folder, 'bears.graphql'), join(folder, 'trusted.json')];
  await writeFile(path, Library.supergraph());
  await writeFile(trusted, JSON.stringify({ caller: '{ bookCaller reviewCaller }' }));
  const more = await Served.start(library, 'books');
  services.push(more);
  const child = start({
    ...{ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0', INTROSPECTION: 'off' },
    ...{ TRUSTED_DOCUMENTS: trusted, TRUSTED_ONLY: 'on', RATE_COST: '1000', RATE_WINDOW_MS: '3600000' },
    ...{
      SUBGRAPH_URL_BOOKS: `${services[0]?.url},${more.url}`,
      SUBGRAPH_URL_REVIEWS: services[1]?.url ?? '',
    },
  });
  const url = await urlOf(child);
  const ask = async (query: string) => {
    const response = await fetch(`${url}/graphql?${query}`);
    return { status: response.status, text: await response.text(), left: response.headers.get('ratelimit') };
  };
  const calls = services[0]?.headers.length ?? 0;
  for (let n = 0; n < 4; n += 1)
    expect((await ask('documentId=caller')).text).toContain('"bookCaller":"nobody"');
  expect([(services[0]?.headers.length ?? 0) - calls, more.headers.length]).toEqual([2, 2]);
  expect((await ask('documentId=caller')).left).toMatch(/^"cost";r=79\d;t=\d+$/);
  expect((await ask('query={bookCaller}')).text).toContain('DOCUMENT_NOT_TRUSTED');
  expect((await fetch(`${url}/graphiql`)).status).toBe(404);
});

test('a manifest that is none is told at the start', async () => {
  const [path, trusted] = [join(folder, 'some.graphql'), join(folder, 'odd.json')];
  await writeFile(path, Library.supergraph());
  await writeFile(trusted, '[]');
  const child = start({ SUPERGRAPH: path, TRUSTED_DOCUMENTS: trusted });
  const [text] = await Promise.all([read(child), once(child, 'exit')]);
  expect(text).toContain(`TRUSTED_DOCUMENTS: ${trusted}: this is no manifest`);
});

withRedis('over Redis', ({ redisUrl }) => {
  test('several gateways of a namespace count together what anybody costs', async () => {
    const path = join(folder, 'rates.graphql');
    await writeFile(
      path,
      Library.supergraph((name) => services[name === 'books' ? 0 : 1]?.url ?? ''),
    );
    const rates = {
      REDIS_URL: redisUrl,
      NAMESPACE: `rates-${process.pid}`,
      RATE_COST: '450',
      RATE_WINDOW_MS: '3600000',
    };
    const two = [1, 2].map(() =>
      start({ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0', ...rates }),
    );
    const urls = await Promise.all(two.map(urlOf));
    const statuses: number[] = [];
    // Each of them reads one new document of a field, which is a hundred points.
    for (let n = 0; n < 8; n += 1) {
      const text = encodeURIComponent(`{ bookCaller } # ${n}`);
      statuses.push((await fetch(`${urls[n % 2]}/graphql?query=${text}`)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429]);
  });

  test('a gateway reads the live log of its namespace and of no other', async () => {
    const path = join(folder, 'live.graphql');
    const logs = ['gateway-one', 'gateway-two'].map(
      (namespace) => new RedisLog({ redisUrl, namespace, log: silent }),
    );
    const libraries = logs.map((log) => new Library(log));
    const books = await Served.start(libraries[0] as Library, 'books');
    services.push(books);
    await writeFile(
      path,
      Library.supergraph((name) => (name === 'books' ? books.url : (services[1]?.url ?? ''))),
    );
    const redis = { REDIS_URL: redisUrl, NAMESPACE: 'gateway-one' };
    const child = start({ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0', ...redis });
    const url = `${(await urlOf(child)).replace('http', 'ws')}/graphql`;
    const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
    for (const log of logs) await log.restore(0);
    await libraries[1]?.change(1, '2');
    await libraries[0]?.change(2, '1');
    const { ids } = subscribe(client, { lastCursor: '0' });
    await eventually(() => expect(ids()).toEqual([1]));
    await client.dispose();
    await Promise.all(logs.map((log) => log.close()));
  });
});

test('a configuration that cannot work is told whole, in sentences', async () => {
  const child = start({ PORT: 'eighty', MAX_DEPTH: '-1' });
  const [chunks] = await Promise.all([read(child), once(child, 'exit')]);
  for (const fault of ['SUPERGRAPH', 'PORT', 'MAX_DEPTH']) expect(chunks).toContain(fault);
  expect(chunks).not.toContain('    at ');
  expect(child.exitCode).toBe(1);
});

async function read({ stderr }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stderr ?? []) text += String(chunk);
  return text;
}
