import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '@learnova/platform/install';
import { freePort } from '@learnova/platform/ports';
import { type TestDatabase, testDatabase } from '@learnova/platform/testing/test-database';
import { keyFiles } from '../../scripts/lib/keys.ts';
import { type Program, startProgram } from '../../scripts/lib/process.ts';

const path = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;

beforeAll(async () => {
  database = await testDatabase({ template: 'without migrations', installAll: (url) => install(url, []) });
  folder = await mkdtemp(join(tmpdir(), 'learnova-migrate-'));
  const keys = await keyFiles(folder);
  environment = {
    DATABASE_URL: database.url,
    SERVICE_KEYS_FOLDER: keys.folder,
    SIGNING_KEYS_FILE: keys.signing,
    SERVICE_KEYS_FILE: keys.services,
    BALLOT_KEY_FILE: keys.ballots,
    EMAIL_CHANNEL: 'recorded',
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
  };
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Runs a program to its end. */
async function said(file: string, more: Record<string, string> = {}) {
  const lines: string[] = [];
  const program = startProgram(path(file), [], { ...environment, ...more }, (line) => lines.push(line));
  return { code: await program.exited, text: lines.join('\n') };
}

async function untilReady(program: Program): Promise<void> {
  let ended = false;
  void program.exited.then(() => {
    ended = true;
  });
  while ((await said('platform/src/probe.main.ts')).code !== 0) {
    if (ended) throw new Error('it ended instead of starting');
  }
}

it.each(['subgraphs/users/src/main.ts', 'workers/src/main.ts'])(
  '%s does not work on a database whose migrations did not run, and says what to do',
  async (file) => {
    const { code, text } = await said(file);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringMatching(
        /^\w+ cannot work on this database: Migration\w+(, Migration\w+)* did not run yet\. Run the migr/,
      ),
    });
  },
);

it('a migration job whose database is not there says so in one sentence', async () => {
  const { code, text } = await said('workers/src/migrate.main.ts', {
    DATABASE_URL: `postgresql://nobody@127.0.0.1:${await freePort()}/nothing`,
  });
  expect(code).toBe(1);
  expect(text).toMatch(/^The database of DATABASE_URL cannot be used: connect ECONNREFUSED [\d.:]+\.$/);
});

it('the migration job prepares the database for every service, and run again it has nothing to do', async () => {
  const first = await said('workers/src/migrate.main.ts');
  expect(first).toEqual({ code: 0, text: expect.stringMatching(/^users: Migration\w+(, Migration\w+)*$/m) });
  const second = await said('workers/src/migrate.main.ts');
  expect(second.code).toBe(0);
  expect(second.text.split('\n').every((line) => line.endsWith(': nothing to do'))).toBe(true);
});

it('after it a service starts, its probe tells that, and a signal ends it in order', async () => {
  const program = startProgram(path('subgraphs/users/src/main.ts'), [], environment, () => undefined);
  try {
    await untilReady(program);
  } finally {
    expect(await program.stop(10_000)).toBe(0);
  }
  const after = await said('platform/src/probe.main.ts');
  expect(after).toEqual({
    code: 1,
    text: expect.stringContaining(`nobody answers at port ${environment.PORT}`),
  });
});
