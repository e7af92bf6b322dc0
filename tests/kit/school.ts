import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@learnova/platform/ids';
import { install } from '@learnova/platform/install';
import { type Logger, silent } from '@learnova/platform/log';
import type { TestProfile } from '@learnova/platform/testing/profiles';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { subgraphs } from '@learnova/workers/subgraphs';
import { Client } from 'pg';
import { type KeyFiles, keyFiles } from '../../scripts/lib/keys.ts';
import { type System, startSystem } from '../../scripts/lib/system.ts';
import { writeSchool } from '../../scripts/seed/seed.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { type SmallSchool, smallSchool } from '../../scripts/seed/small-school.ts';
import { Visitor } from '../../scripts/story/client.ts';

/** The whole system with the small school, in this process, on a database of its own. */
export class TestSchool {
  readonly ids: SmallSchool['ids'];
  readonly school: SmallSchool;
  readonly system: System;
  readonly databaseUrl: string;
  readonly keys: KeyFiles;
  readonly #visitors = new Map<string, Promise<Visitor>>();
  readonly #close: () => Promise<void>;

  private constructor(
    school: SmallSchool,
    system: System,
    { databaseUrl, keys }: { databaseUrl: string; keys: KeyFiles },
    close: () => Promise<void>,
  ) {
    this.school = school;
    this.ids = school.ids;
    this.system = system;
    this.databaseUrl = databaseUrl;
    this.keys = keys;
    this.#close = close;
  }

  /**
   * @param environment settings over those of a test, whose waits are milliseconds
   * @param change what is to be different in the school
   */
  static async open(
    profile: TestProfile,
    environment: Record<string, string> = {},
    log: Logger = silent,
    change: (school: SmallSchool) => SmallSchool = (school) => school,
  ): Promise<TestSchool> {
    const database = await testDatabase({ template: 'school', installAll: (url) => install(url, subgraphs) });
    const folder = await mkdtemp(join(tmpdir(), 'learnova-keys-'));
    const keys = await keyFiles(folder);
    const school = change(smallSchool(new Date()));
    const system = await startSystem({
      port: 0,
      log,
      prepare: (running) => writeSchool(running, school),
      environment: {
        ...waits,
        DATABASE_URL: database.url,
        ...(profile.redisUrl && { REDIS_URL: profile.redisUrl, NAMESPACE: newId() }),
        SIGNING_KEYS_FILE: keys.signing,
        SERVICE_KEYS_FILE: keys.services,
        BALLOT_KEY_FILE: keys.ballots,
        ...environment,
      },
    });
    return new TestSchool(school, system, { databaseUrl: database.url, keys }, async () => {
      await system.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Somebody who is signed in: `teacher`, `office`, `guardian`, ... Signs in once a school. */
  as(who: string): Promise<Visitor> {
    let visitor = this.#visitors.get(who);
    if (!visitor) {
      visitor = this.signIn(who);
      this.#visitors.set(who, visitor);
    }
    return visitor;
  }

  /** A sign-in of its own, for tests that end it. */
  signIn(who: string): Promise<Visitor> {
    return this.nobody.signIn(emailOf(who), password);
  }

  get nobody(): Visitor {
    return new Visitor(this.system.url);
  }

  /** Moves the school's clock; requests that begin later see the new time. */
  advance(milliseconds: number): Promise<void> {
    return advanceClock(this.databaseUrl, milliseconds);
  }

  close(): Promise<void> {
    return this.#close();
  }
}

export async function advanceClock(databaseUrl: string, milliseconds: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`update platform.clock set "offset" = "offset" + make_interval(secs => $1)`, [
    milliseconds / 1000,
  ]);
  await client.end();
}

export const waits = {
  ABSENCE_GRACE_MS: '300',
  RESULTS_GRACE_MS: '300',
  READMIT_AFTER_MS: '500',
  RELAY_POLL_MS: '250',
  RELAY_TAKEOVER_MS: '100',
  RELAY_SWEEP_AFTER_MS: '2000',
  EMAIL_CHANNEL: 'recorded',
  SMS_CHANNEL: 'recorded',
  PUBLIC_URL: 'https://school.example',
  LOG_LEVEL: 'silent',
};
