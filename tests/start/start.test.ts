import { chmod, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@learnova/platform/ports';
import { memoryOf, startProgram } from '../../scripts/lib/process.ts';
import { Visitor } from '../../scripts/story/client.ts';

const program = resolve(__dirname, '../../scripts/start.ts');
const patienceMs = 180_000;

let folder: string;
let port: number;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-start-'));
  // Root's PostgreSQL runs as another user, who may pass through.
  await chmod(folder, 0o711);
  port = await freePort();
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `npm start` runs. `said` waits for a text, and answers all that was told until then. */
function start(...options: string[]) {
  let text = '';
  const listeners = new Set<() => void>();
  const { pid, exited, stop } = startProgram(program, options, {}, (line) => {
    text += `${line}\n`;
    for (const listener of listeners) listener();
  });
  stops.push(() => stop(20_000));
  const said = (wanted: string) =>
    new Promise<string>((found, failed) => {
      const look = () => text.includes(wanted) && found(text);
      listeners.add(look);
      look();
      void exited.then((code) => failed(new Error(`it ended with ${code}: ${text}`)));
    });
  return { pid, said, stop: () => stop(20_000), ended: async () => ({ code: await exited, text }) };
}

const startSchool = () => start('--data', folder, '--port', String(port));

test('what keeps it from starting is told in a sentence', async () => {
  const other = await listening();
  const { port: taken } = other.address() as { port: number };
  const file = join(folder, 'file');
  await writeFile(file, '');
  const faults = [
    [['--port', String(taken)], `Port ${taken}, meant for the gateway, is taken`],
    [['--port', 'school'], 'school is no port.'],
    [['--prot', '1'], "Unknown option '--prot'."],
    [['--data', file, '--port', String(port)], `The data folder ${file}/postgres cannot be used`],
  ] as const;
  for (const [options, sentence] of faults) {
    const { code, text } = await start(...options).ended();
    expect([code, text]).toEqual([1, expect.stringContaining(sentence)]);
    expect(text).not.toMatch(/^\s+at /m);
  }
  other.close();
}, 60_000);

test(
  'a school that was killed while it was written is whole at the next start, and kept by the one after a second kill',
  async () => {
    const first = startSchool();
    await first.said('Writing the demo school');
    process.kill(first.pid, 'SIGKILL');
    await first.ended();

    const second = startSchool();
    const welcome = await second.said('Ctrl-C stops it');
    const url = `http://127.0.0.1:${port}`;
    expect(welcome).toContain(`${url}/graphiql`);
    expect(welcome).toContain(`${url}/-/notifications/mail`);
    const [, password = ''] = /password "(.+)"/.exec(welcome) ?? [];
    const emails = welcome.match(/\S+@learnova\.example/g) ?? [];
    expect(emails).toHaveLength(7);
    for (const email of emails) await new Visitor(url).signIn(email, password);

    if (process.platform === 'linux') {
      const processes = memoryOf(second.pid);
      const megabytes = processes.reduce((sum, { pss }) => sum + pss, 0) / 2 ** 20;
      expect(megabytes).toBeLessThan(550);
      expect(await listeners(processes.map(({ pid }) => pid))).toBe(2);
    }
    process.kill(second.pid, 'SIGKILL');
    await second.ended();

    const third = startSchool();
    expect(await third.said('Ctrl-C stops it')).not.toContain('Writing');
    await new Visitor(url).signIn(emails[0] ?? '', password);
    expect(await third.stop()).toBe(0);
    expect((await third.ended()).text).toMatch(/Stopping \.\.\.\n$/);
    expect(memoryOf(third.pid)).toEqual([]);
  },
  patienceMs,
);

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return server;
}

/** How many sockets these processes listen at. */
async function listeners(pids: readonly number[]): Promise<number> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  const rows = tables.flatMap((table) => table.split('\n').map((row) => row.trim().split(/\s+/)));
  const open = new Set(rows.filter((row) => row[3] === '0A').map((row) => `socket:[${row[9]}]`));
  const links = await Promise.all(
    pids.map(async (pid) => {
      const names = await readdir(`/proc/${pid}/fd`);
      return Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
    }),
  );
  return new Set(links.flat().filter((link) => open.has(link))).size;
}
