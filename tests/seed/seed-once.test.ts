import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { install } from '@learnova/platform/install';
import { type TestDatabase, testDatabase } from '@learnova/platform/testing/test-database';
import { subgraphs } from '@learnova/workers/subgraphs';
import { Client } from 'pg';
import { keyFiles } from '../../scripts/lib/keys.ts';
import { withRunning } from '../../scripts/lib/services.ts';
import { isSeeded, seedOnce, writeSchool } from '../../scripts/seed/seed.ts';
import { smallSchool } from '../../scripts/seed/small-school.ts';

let database: TestDatabase;
let client: Client;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnova-keys-'));
  const keys = await keyFiles(folder);
  environment = {
    EMAIL_CHANNEL: 'recorded',
    SIGNING_KEYS_FILE: keys.signing,
    SERVICE_KEYS_FILE: keys.services,
    BALLOT_KEY_FILE: keys.ballots,
  };
  database = await testDatabase({ template: 'school', installAll: (url) => install(url, subgraphs) });
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

const running = (work: Parameters<typeof withRunning>[2]) => withRunning(database.url, environment, work);
const organizations = async () =>
  (await client.query<{ count: number }>('select count(*)::integer as count from users.organization')).rows[0]
    ?.count;
const unwanted = (): never => {
  throw new Error('nobody wants a school here');
};

test('two who start at once write one school; one that was begun and not finished is begun anew', async () => {
  expect(await isSeeded(database.url)).toBe(false);
  const school = smallSchool(new Date());
  const seed = () => running((services) => seedOnce(database.url, services, () => school));
  await Promise.all([seed(), seed()]);
  expect(await isSeeded(database.url)).toBe(true);
  expect(await organizations()).toBe(school.organizations.length);

  await client.query('update platform.seeding set done_at = null');
  expect(await isSeeded(database.url)).toBe(false);
  await seed();
  expect(await organizations()).toBe(school.organizations.length);
});

test('where a school stands that nobody seeded, none is written and none is removed', async () => {
  const own = await testDatabase({ template: 'school', installAll: (url) => install(url, subgraphs) });
  try {
    await withRunning(own.url, environment, async (services) => {
      await writeSchool(services, smallSchool(new Date()));
      expect(await isSeeded(own.url)).toBe(true);
      await seedOnce(own.url, services, unwanted);
      // Nor at the next start.
      await seedOnce(own.url, services, unwanted);
    });
    expect(await isSeeded(own.url)).toBe(true);
  } finally {
    await own.drop();
  }
});
