import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CannotStart } from '@learnova/platform/cannot-start';
import { eraseCluster, type RunningPostgres } from '@learnova/platform/postgres/cluster';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { identity, signal } from '@learnova/platform/postgres/processes';
import { Client } from 'pg';

const isRoot = process.getuid?.() === 0;
const silent = () => undefined;

const started: RunningPostgres[] = [];
async function start(dataDir: string): Promise<RunningPostgres> {
  const running = await startEmbeddedPostgres({ dataDir, log: silent, settings: { fsync: 'off' } });
  started.push(running);
  return running;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-embedded-'));
});
afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('what an interrupted first start left is swept, and the database made anew', async () => {
  const half = join(folder, 'partial-1@0-half', 'data');
  await mkdir(half, { recursive: true });
  await writeFile(join(half, 'PG_VERSION'), '18\n');

  const school = await start(folder);
  // Beside the database, its programs: of a checkout that the account of PostgreSQL may not enter they are copied.
  const left = (await readdir(folder)).filter((name) => !/^postgresql-[\d.]+[\w.-]*$/.test(name));
  expect(left).toEqual(['cluster']);
  const [login] = await ask(
    school,
    'select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = user',
  );
  expect(login).toEqual({ rolsuper: false, rolcreaterole: true, rolcreatedb: true });
  await ask(school, 'create extension btree_gist; create extension citext');
  await ask(school, 'create role another; grant another to current_user');
});

test('one process keeps the school: a second start over its folder is refused, and nothing is left when it stops', async () => {
  const school = await start(folder);
  await expect(start(folder)).rejects.toThrow(CannotStart);
  await expect(start(folder)).rejects.toThrow(`in use by process ${process.pid}`);
  await expect(eraseCluster(folder, silent)).rejects.toThrow(CannotStart);

  await school.stop();
  expect(identity(school.pid)).toBeNull();
  await expect(ask(school, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('a school that was killed keeps what it stored, and its next start is the only server', async () => {
  const { url, pid, owner } = await startOwner(folder);
  await ask({ url }, 'create table register (id integer); insert into register values (7)');
  owner.kill('SIGKILL');
  await once(owner, 'exit');

  const school = await start(folder);
  expect(await ask(school, 'select id from register')).toEqual([{ id: 7 }]);
  expect(identity(pid)).toBeNull();
});

test('a server that lost its owner and its guards is ended by the next start', async () => {
  const { pid, owner, guards } = await startOwner(folder);
  // Stopped first: it would see that a guard has gone, and end the server itself.
  signal(owner.pid ?? 0, 'SIGSTOP');
  for (const process of [...guards, owner.pid ?? 0]) signal(process, 'SIGKILL');
  await once(owner, 'exit');
  expect(identity(pid)).not.toBeNull();

  const school = await start(folder);
  expect(identity(pid)).toBeNull();
  expect(await ask(school, 'select id from register')).toEqual([{ id: 7 }]);
});

test('what is erased is gone, and nothing else in the folder', async () => {
  await writeFile(join(folder, 'mine'), '');
  await eraseCluster(folder, silent);
  expect(await readdir(folder)).toEqual(['mine']);
});

if (isRoot) {
  test('root starts it as another user, also under a folder that only root may enter', async () => {
    await chmod(folder, 0o700);
    const dataDir = join(folder, 'postgres');
    const school = await start(dataDir);
    expect((await stat(`/proc/${school.pid}`)).uid).not.toBe(0);
    expect(await readdir(dataDir)).toEqual(['elsewhere']);
    await school.stop();

    const again = await start(dataDir);
    expect(await ask(again, 'select 1 as one')).toEqual([{ one: 1 }]);
    await again.stop();
    await eraseCluster(dataDir, silent);
    expect(await readdir(dataDir)).toEqual([]);
  });
} else {
  test('an ordinary user runs it in the data folder, closed to everybody else', async () => {
    await start(folder);
    const data = await stat(join(folder, 'cluster', 'data'));
    expect([data.uid, data.mode & 0o777]).toEqual([process.getuid?.(), 0o700]);
  });
}

async function ask({ url }: Pick<RunningPostgres, 'url'>, query: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

/** Another process with a server, and the two halves of the shell that ties the server to it. */
async function startOwner(dataDir: string) {
  const flags = ['--conditions=source', '--import', './scripts/swc-hooks.mjs'];
  const owner = spawn(process.execPath, [...flags, './platform/tests/postgres-owner.ts', dataDir], {
    cwd: resolve(__dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(owner.stdout), 'line')) as [string];
  const { url, pid } = JSON.parse(line) as { url: string; pid: number };
  return { url, pid, owner, guards: await guardsOf(pid) };
}

async function guardsOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const shell = parents.get(pid) ?? 0;
  return [
    shell,
    ...[...parents].filter(([child, parent]) => parent === shell && child !== pid).map(([child]) => child),
  ];
}
