import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '@learnova/platform/install';
import { silent } from '@learnova/platform/log';
import { bareEnvironment } from '@learnova/platform/postgres/account';
import { eraseCluster } from '@learnova/platform/postgres/cluster';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { eventually } from '@learnova/platform/testing/eventually';
import { withRedis } from '@learnova/platform/testing/profiles';
import { subgraphs } from '@learnova/workers/subgraphs';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { load } from '../../scripts/backup/load.ts';
import { type BackupManifest, finish, verified } from '../../scripts/backup/manifest.ts';
import { startProgram } from '../../scripts/lib/process.ts';
import { scratchDatabase } from '../../scripts/lib/scratch-database.ts';
import { startSystem } from '../../scripts/lib/system.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { TestSchool, waits } from '../kit/school.ts';
import { backUp, folderFor } from './backed-up.ts';

const file = (name: string) => fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));

/** As npm runs it: in the embedded profile, unless the environment names a database. */
async function program(
  name: 'backup' | 'restore',
  args: readonly string[],
  environment: Record<string, string> = {},
) {
  const lines: string[] = [];
  const code = await startProgram(file(name), args, { ...bareEnvironment, ...environment }, (line) =>
    lines.push(line),
  ).exited;
  return { code, text: lines.join('\n') };
}

let space: string;
let backup: string;
let manifest: BackupManifest;
beforeAll(async () => {
  space = await folderFor('restored');
  backup = join(space, 'backup');
  await mkdir(backup);
  const school = await TestSchool.open({ name: 'embedded', redisUrl: null });
  try {
    manifest = await backUp(school.databaseUrl, school.keys.folder, backup);
  } finally {
    await school.close();
  }
}, 60_000);
afterAll(async () => {
  for (const name of await readdir(space)) await eraseCluster(join(space, name, 'postgres'), () => undefined);
  await rm(space, { recursive: true });
});

const digests = ({ tables }: BackupManifest) =>
  tables.map(({ schema, name, rows, sha256 }) => ({ schema, name, rows, sha256 }));

test('a backup becomes a new data folder, whose backup is the same, and npm start goes on from there', async () => {
  const data = join(space, 'data');
  const restored = await program('restore', ['--from', backup, '--data', data]);
  expect(restored).toEqual({ code: 0, text: expect.stringContaining('stands again') });
  const again = await program('backup', ['--data', data, '--to', join(space, 'again')]);
  expect(again).toEqual({ code: 0, text: expect.stringContaining('The keys are among them') });
  expect(digests(await verified(join(space, 'again')))).toEqual(digests(manifest));

  const postgres = await startEmbeddedPostgres({ dataDir: join(data, 'postgres'), log: () => undefined });
  const environment = {
    ...waits,
    DATABASE_URL: postgres.url,
    SIGNING_KEYS_FILE: join(data, 'keys', 'signing.jwks.json'),
    SERVICE_KEYS_FILE: join(data, 'keys', 'services.json'),
    BALLOT_KEY_FILE: join(data, 'keys', 'ballots.json'),
  };
  const system = await startSystem({ port: 0, log: silent, environment });
  try {
    const teacher = await new Visitor(system.url).signIn(emailOf('teacher'), password);
    await teacher.data('{ viewer { meetings { id register { status } } } }');
    const refused = await program('restore', ['--from', backup, '--data', data]);
    expect(refused).toEqual({ code: 1, text: expect.stringContaining('is not empty: stop the system') });
    await teacher.data('{ viewer { person { name } } }');
  } finally {
    await system.stop();
    await postgres.stop();
  }
}, 90_000);

test('a damaged, an unfinished and a newer backup are refused, and leave nothing behind', async () => {
  const table = join(space, 'damaged-table');
  const newer = join(space, 'newer');
  const edited = join(space, 'edited');
  const unfinished = join(space, 'unfinished');
  const strange = join(space, 'strange');
  for (const folder of [table, newer, edited, unfinished, strange])
    await cp(backup, folder, { recursive: true });
  await truncate(join(table, manifest.tables[0]?.file ?? ''), 5);
  await rm(join(unfinished, 'manifest.json'));
  await rm(join(strange, 'manifest.json'));
  await mkdir(join(strange, 'manifest.json'));
  const text = await readFile(join(edited, 'manifest.json'), 'utf8');
  await writeFile(join(edited, 'manifest.json'), text.replace('"eventNumber": ', '"eventNumber": 1'));
  await rm(join(newer, 'manifest.json'));
  const migrations = {
    ...manifest.migrations,
    users: [...(manifest.migrations.users ?? []), 'Migration9_later'],
  };
  await finish(newer, { ...manifest, version: '9.0.0', migrations });
  await expect(verified(table)).rejects.toThrow('is damaged');
  const before = await readdir(space);
  for (const [folder, sentence] of [
    [table, 'is damaged'],
    [edited, 'is damaged'],
    [unfinished, 'holds no finished backup'],
    [strange, 'holds no finished backup'],
    [newer, 'newer release (9.0.0): this one does not know users.Migration9_later'],
  ] as const) {
    const refused = await program('restore', ['--from', folder, '--data', join(space, 'never')]);
    expect(refused).toEqual({ code: 1, text: expect.stringContaining(sentence) });
  }
  const nowhere = await program('restore', ['--from', backup, '--data', '/proc/learnova/data']);
  expect(nowhere).toEqual({ code: 1, text: expect.stringContaining('The data folder cannot be made') });
  expect(await readdir(space)).toEqual(before);
}, 60_000);

test('a restore that was killed leaves no school, and the next one begins anew', async () => {
  const data = join(space, 'killed');
  const killed = startProgram(
    file('restore'),
    ['--from', backup, '--data', data],
    bareEnvironment,
    () => undefined,
  );
  await eventually(
    () => readdir(join(space, '.killed.restoring', 'postgres')).catch(() => []),
    (names) => names.length > 0,
    { what: 'begun' },
  );
  process.kill(killed.pid, 'SIGKILL');
  await killed.exited;
  expect(await readdir(dirname(data))).not.toContain('killed');
  expect(await program('restore', ['--from', backup, '--data', data])).toMatchObject({ code: 0 });
  expect(await readdir(space)).not.toContain('.killed.restoring');
}, 60_000);

test('a database whose restore was interrupted is not taken for a school, and is restored again', async () => {
  await using database = await scratchDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await install(database.url, subgraphs.slice(0, 2));
  await client.query('create table platform.restoring (begun_at timestamptz)');
  await expect(install(database.url, subgraphs)).rejects.toThrow(/has not ended.*restore the backup again/);
  await load(database.url, backup, manifest, subgraphs);
  await install(database.url, subgraphs);
  await client.end();
}, 60_000);

test('what fails in the middle leaves an empty database', async () => {
  await using database = await scratchDatabase();
  const tables = manifest.tables.map((table, index, all) =>
    index === all.length - 1 ? { ...table, rows: table.rows + 1 } : table,
  );
  await expect(load(database.url, backup, { ...manifest, tables }, subgraphs)).rejects.toThrow(
    /were written/,
  );
  const [last] = manifest.tables.filter(({ rows }) => rows > 1).slice(-1);
  const fewer = manifest.tables.map((table) => (table === last ? { ...table, rows: 1 } : table));
  await expect(load(database.url, backup, { ...manifest, tables: fewer }, subgraphs)).rejects.toThrow(
    /holds more rows than were written/,
  );
  const cut = load(database.url, backup, manifest, subgraphs);
  const other = new Client({ connectionString: database.url });
  await other.connect();
  const ending = eventually(
    async () => {
      const { rowCount } = await other.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'learnova-restore' and query like 'copy %'",
      );
      return rowCount ?? 0;
    },
    (count) => count > 0,
    { what: 'cut off' },
  );
  try {
    // Who writes when the server closes may hear of that before hearing why.
    await expect(cut).rejects.toThrow(/terminat|ECONNRESET|EPIPE/i);
    await ending;
  } finally {
    await other.end();
  }
  // Nothing stands in its way.
  await load(database.url, backup, manifest, subgraphs);
}, 60_000);

withRedis('with a database and a Redis of its own', ({ redisUrl }) => {
  test('a backup is brought into the one once the other knows nothing, and the keys where there are none', async () => {
    await using database = await scratchDatabase();
    const keys = join(space, 'keys-of-services');
    const environment = { DATABASE_URL: database.url, REDIS_URL: redisUrl, NAMESPACE: 'restored' };
    const redis = new Redis(redisUrl);
    await redis.mset('{restored}:work:meta', '1', '{restored}:live', '1', '{other}:live', '1');
    const args = ['--from', backup, '--keys', keys];
    const refused = await program('restore', args, environment);
    expect(refused).toEqual({ code: 1, text: expect.stringContaining('(2 keys)') });
    const restored = await program('restore', [...args, '--empty-redis'], environment);
    expect(restored).toEqual({ code: 0, text: expect.stringContaining('2 keys of restored were taken') });
    expect(await redis.keys('{restored}*')).toEqual([]);
    expect(await redis.getdel('{other}:live')).toBe('1');
    redis.disconnect();
    expect(await readdir(keys)).toContain('signing.jwks.json');
    const again = join(space, 'again-services');
    const backedUp = await program('backup', ['--to', again, '--keys', keys], environment);
    // The password is nobody's business but the driver's.
    expect(backedUp.text).not.toContain(new URL(database.url).password);
    expect(digests(await verified(again))).toEqual(digests(manifest));
  }, 60_000);
});
