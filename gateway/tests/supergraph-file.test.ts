import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Library } from './kit/library.ts';
import { MemoryLog } from './kit/memory-log.ts';
import { Served } from './kit/serve.ts';

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
