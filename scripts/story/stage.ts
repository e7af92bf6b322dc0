import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silent } from '@learnova/platform/log';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { startTemporaryPostgres } from '@learnova/platform/postgres/temporary';
import { redisProgram, startRedis } from '@learnova/platform/testing/redis';
import { keyFiles } from '../lib/keys.ts';
import { startServices } from '../lib/services.ts';
import { startSystem } from '../lib/system.ts';
import { writeSchool } from '../seed/seed.ts';
import { emailOf, password } from '../seed/small-people.ts';
import { smallSchool } from '../seed/small-school.ts';
import type { Cast } from './cast.ts';

/** A system with the small school, made for one telling and gone afterwards. */
export interface Stage {
  readonly cast: Omit<Cast, 'tell'>;
  close(): Promise<void>;
}

/** Waits in milliseconds, so that a story takes seconds. */
const waits = {
  ABSENCE_GRACE_MS: '300',
  RESULTS_GRACE_MS: '300',
  READMIT_AFTER_MS: '500',
  RELAY_POLL_MS: '250',
  RELAY_TAKEOVER_MS: '100',
  RELAY_SWEEP_AFTER_MS: '2000',
  EMAIL_CHANNEL: 'recorded',
  SMS_CHANNEL: 'recorded',
  LOG_LEVEL: 'silent',
};

const cast = {
  password,
  emails: {
    teacher: emailOf('teacher'),
    office: emailOf('office'),
    guardian: emailOf('guardian'),
    formerGuardian: emailOf('former-guardian'),
  },
  mailWithinMs: 10_000,
  readmittedWithinMs: 3_000,
};

/** Everything in one process on embedded PostgreSQL. */
export async function openEmbedded(): Promise<Stage> {
  const ground = await prepareGround();
  const environment = { ...waits, ...ground.environment };
  const prepare = (running: Parameters<typeof writeSchool>[0]) =>
    writeSchool(running, smallSchool(new Date()));
  const system = await startSystem({ port: 0, environment, prepare, log: silent });
  return {
    cast: { ...cast, url: system.url },
    close: async () => {
      await system.stop();
      await ground.clear();
    },
  };
}

/** Every service as a process of its own, with Redis; null where there is no redis-server. */
export async function openServices(): Promise<Stage | null> {
  if (!redisProgram()) return null;
  const ground = await prepareGround();
  const redis = await startRedis();
  const environment = { ...waits, ...ground.environment, REDIS_URL: redis.url };
  const prepare = (running: Parameters<typeof writeSchool>[0]) =>
    writeSchool(running, smallSchool(new Date()));
  const services = await startServices({ environment, prepare, ports: 'free' });
  return {
    cast: { ...cast, url: services.url },
    close: async () => {
      await services.stop();
      await redis.stop();
      await ground.clear();
    },
  };
}

async function prepareGround() {
  const folder = await mkdtemp(join(tmpdir(), 'learnova-story-'));
  const postgres = await startTemporaryPostgres(startEmbeddedPostgres, { log: () => undefined });
  const keys = await keyFiles(join(folder, 'keys'));
  return {
    environment: {
      DATABASE_URL: postgres.url,
      SIGNING_KEYS_FILE: keys.signing,
      SERVICE_KEYS_FILE: keys.services,
      BALLOT_KEY_FILE: keys.ballots,
      SERVICE_KEYS_FOLDER: keys.folder,
    },
    clear: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
