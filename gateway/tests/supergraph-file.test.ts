import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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

test('the address of a subgraph may be set beside the supergraph', async () => {
  const path = join(folder, 'elsewhere.graphql');
  await writeFile(path, Library.supergraph());
  const urls = { SUBGRAPH_URL_BOOKS: services[0]?.url ?? '', SUBGRAPH_URL_REVIEWS: services[1]?.url ?? '' };
  const child = start({ SUPERGRAPH: path, PORT: '0', HOST: '127.0.0.1', DRAIN_MS: '0', ...urls });
  const response = await fetch(`${await urlOf(child)}/graphql?query={bookCaller reviewCaller}`);
  expect(await response.json()).toEqual({ data: { bookCaller: 'nobody', reviewCaller: 'nobody' } });
});

withRedis('over Redis', ({ redisUrl }) => {
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
