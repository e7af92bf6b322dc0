import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@learnova/platform/ids';
import { install } from '@learnova/platform/install';
import type { RedisProfile } from '@learnova/platform/testing/profiles';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { subgraphs } from '@learnova/workers/subgraphs';
import { type KeyFiles, keyFiles } from '../../scripts/lib/keys.ts';
import { type Services, startServices } from '../../scripts/lib/services.ts';
import { writeSchool } from '../../scripts/seed/seed.ts';
import { type SmallSchool, smallSchool } from '../../scripts/seed/small-school.ts';
import { advanceClock, waits } from './school.ts';

/** The whole system with the small school, each service a process of its own, as `start:services` has them. */
export interface TestServices {
  readonly ids: SmallSchool['ids'];
  readonly school: SmallSchool;
  readonly databaseUrl: string;
  readonly keys: KeyFiles;
  readonly services: Services;
  /** What all of the processes have printed so far. */
  readonly lines: readonly string[];
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param more settings over those of a test
 * @param change what is to be different in the school
 */
export async function openServices(
  { redisUrl }: RedisProfile,
  more: Record<string, string> = {},
  change: (school: SmallSchool) => SmallSchool = (school) => school,
): Promise<TestServices> {
  const database = await testDatabase({ template: 'school', installAll: (url) => install(url, subgraphs) });
  const folder = await mkdtemp(join(tmpdir(), 'learnova-keys-'));
  const keys = await keyFiles(folder);
  const school = change(smallSchool(new Date()));
  const lines: string[] = [];
  const clear = async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  const services = await startServices({
    ports: 'free',
    prepare: (running) => writeSchool(running, school),
    onLine: (line) => lines.push(line),
    environment: {
      ...waits,
      LOG_LEVEL: 'debug',
      DATABASE_URL: database.url,
      ...{ REDIS_URL: redisUrl, NAMESPACE: newId() },
      SIGNING_KEYS_FILE: keys.signing,
      SERVICE_KEYS_FILE: keys.services,
      BALLOT_KEY_FILE: keys.ballots,
      SERVICE_KEYS_FOLDER: keys.folder,
      ...more,
    },
  }).catch(async (cause: Error) => {
    await clear();
    throw new Error(`${cause.message}; last they said:\n${lines.slice(-10).join('\n')}`, { cause });
  });
  return {
    ...{ ids: school.ids, school, databaseUrl: database.url, keys, services, lines },
    advance: (milliseconds) => advanceClock(database.url, milliseconds),
    close: async () => {
      await services.stop();
      await clear();
    },
  };
}
