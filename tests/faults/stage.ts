import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from '@learnova/platform/install';
import type { LiveLog } from '@learnova/platform/live/log';
import { PostgresLog } from '@learnova/platform/live/postgres-log';
import { RedisLog } from '@learnova/platform/live/redis-log';
import { silent } from '@learnova/platform/log';
import { type PrivateRedis, startRedis } from '@learnova/platform/testing/redis';
import { testDatabase } from '@learnova/platform/testing/test-database';
import { subgraphs } from '@learnova/workers/subgraphs';
import { Pool } from 'pg';
import { keyFiles } from '../../scripts/lib/keys.ts';
import { withRunning } from '../../scripts/lib/services.ts';
import { writeSchool } from '../../scripts/seed/seed.ts';
import { password } from '../../scripts/seed/small-people.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { waits } from '../kit/school.ts';
import { type Cluster, servicesCluster, type Victim, wholeCluster } from './cluster.ts';
import { type FaultSchool, faultSchool } from './fault-school.ts';
import type { Moment } from './points.ts';
import { SupergraphCopy } from './supergraph-copy.ts';
import { until } from './wait.ts';

export type ProfileName = 'embedded' | 'services';

const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
interface SignIn {
  readonly signIn: { readonly accessToken: string };
}

const faultWaits = {
  ...waits,
  RELAY_SWEEP_AFTER_MS: '700',
  QUEUE_LOCK_MS: '1500',
  DRAIN_MS: '100',
  LOG_LEVEL: 'warn',
};

/** A system whose processes can be killed one by one, over a database of its own, and with a Redis of its own where it has one. */
export class Stage {
  readonly profile: ProfileName;
  readonly databaseUrl: string;
  redis: PrivateRedis | null;
  readonly school: FaultSchool;
  readonly cluster: Cluster;
  /** Reads everything: the login that owns the database. */
  readonly database: Pool;
  readonly liveLog: LiveLog;
  /** What the gateway serves. */
  readonly supergraph: SupergraphCopy;
  /** What is written for the processes, and by them. */
  readonly folder: string;
  readonly #tokens = new Map<string, { since: number; token: Promise<string> }>();
  /** One after the other: a password takes its time, and they all come back at once. */
  #signingIn: Promise<unknown> = Promise.resolve();
  readonly #close: () => Promise<void>;

  private constructor(parts: {
    profile: ProfileName;
    databaseUrl: string;
    redis: PrivateRedis | null;
    school: FaultSchool;
    cluster: Cluster;
    folder: string;
    supergraph: SupergraphCopy;
    close: () => Promise<void>;
  }) {
    const { databaseUrl, redis } = parts;
    this.profile = parts.profile;
    this.databaseUrl = databaseUrl;
    this.redis = redis;
    this.school = parts.school;
    this.cluster = parts.cluster;
    this.folder = parts.folder;
    this.supergraph = parts.supergraph;
    this.#close = parts.close;
    this.database = new Pool({ connectionString: databaseUrl, max: 3 });
    this.database.on('error', () => undefined); // it may be cut off with all others, and connects anew
    this.liveLog = redis
      ? new RedisLog({ redisUrl: redis.url, log: silent })
      : new PostgresLog({ databaseUrl, log: silent });
  }

  /** @param clerks people of the office, besides those of every stage */
  static async open(
    profile: ProfileName,
    more: Readonly<Record<string, string>> = {},
    clerks = 0,
  ): Promise<Stage> {
    const database = await testDatabase({ template: 'school', installAll: (url) => install(url, subgraphs) });
    const folder = await mkdtemp(join(tmpdir(), 'learnova-faults-'));
    const keys = await keyFiles(join(folder, 'keys'));
    const supergraph = await SupergraphCopy.in(folder);
    const redis = profile === 'services' ? await startRedis({ folder: await redisFolder(folder) }) : null;
    let stage: Stage | undefined;
    const school = faultSchool(new Date(), clerks);
    const environment = {
      ...faultWaits,
      ...(redis && { REDIS_URL: redis.url }),
      DATABASE_URL: database.url,
      SIGNING_KEYS_FILE: keys.signing,
      SERVICE_KEYS_FILE: keys.services,
      BALLOT_KEY_FILE: keys.ballots,
      SERVICE_KEYS_FOLDER: keys.folder,
      NODE_OPTIONS: ['crash-at.mjs', 'heap-at.mjs', 'planted-hooks.mjs'].map(preloaded).join(' '),
      CRASH_FOLDER: folder,
      ...{ SUPERGRAPH: supergraph.path, RELOAD_MS: '100' },
      ...more,
    };
    const ground = async () => {
      await (stage?.redis ?? redis)?.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      await withRunning(database.url, environment, (running) => writeSchool(running, school.school));
      const cluster = await (profile === 'services' ? servicesCluster : wholeCluster)(environment);
      stage = new Stage({
        ...{ profile, databaseUrl: database.url, redis, school, cluster, folder, supergraph },
        close: async () => {
          await cluster.stop();
          await ground();
        },
      });
      return stage;
    } catch (error) {
      await ground();
      throw error;
    }
  }

  /** Redis dies, and another one without a memory takes its place. */
  async restartRedis(): Promise<void> {
    if (!this.redis) throw new Error('there is no Redis to restart');
    const { port } = this.redis;
    await this.redis.kill();
    await rm(join(this.folder, 'redis'), { recursive: true });
    this.redis = await startRedis({ port, folder: await redisFolder(this.folder) });
  }

  /** Redis ends, and begins again with what it has written. */
  async reopenRedis(): Promise<void> {
    if (!this.redis) throw new Error('there is no Redis to restart');
    const { port } = this.redis;
    await this.redis.stop();
    this.redis = await startRedis({ port, folder: await redisFolder(this.folder) });
  }

  async as(email: string): Promise<Visitor> {
    return new Visitor(this.cluster.url, await this.tokenOf(email));
  }

  /** A token that holds for a while yet. */
  tokenOf(email: string): Promise<string> {
    const known = this.#tokens.get(email);
    if (known && performance.now() - known.since < 120_000) return known.token;
    const token = this.#signingIn.then(() => this.#signIn(email));
    this.#tokens.set(email, { since: performance.now(), token });
    this.#signingIn = token.catch(() => this.#tokens.delete(email));
    return token;
  }

  /** Lets the program of this name die at the next such moment. */
  async arm(victim: Victim, { when, pattern }: Moment): Promise<void> {
    const file = this.#file(victim);
    await writeFile(`${file}.part`, JSON.stringify({ when, pattern }));
    await rename(`${file}.part`, file);
  }

  /** Whether the moment came. A moment that did not is given up. */
  async disarm(victim: Victim): Promise<boolean> {
    const died = existsSync(`${this.#file(victim)}.done`);
    await Promise.all(
      [`${this.#file(victim)}.done`, this.#file(victim)].map((file) => rm(file, { force: true })),
    );
    return died;
  }

  /** What the processes have said last: why one of them may have ended. */
  tail(): string {
    return this.cluster.lines
      .slice(-30)
      .map((line) => line.slice(0, 300))
      .join('\n');
  }

  async close(): Promise<void> {
    await this.liveLog.close();
    await this.database.end();
    await this.#close();
  }

  async #signIn(email: string): Promise<string> {
    const nobody = new Visitor(this.cluster.url);
    const input = { email, password };
    const answer = await until(
      `signed in as ${email}`,
      () =>
        nobody
          .ask<SignIn>(signIn, { input })
          .catch((error: unknown) => ({ data: null, lost: String(error) })),
      ({ data }) => Boolean(data?.signIn),
      180_000,
    );
    return answer.data?.signIn.accessToken ?? '';
  }

  #file(victim: Victim): string {
    return join(this.folder, this.cluster.programOf(victim));
  }
}

async function redisFolder(folder: string): Promise<string> {
  const own = join(folder, 'redis');
  await mkdir(own, { recursive: true });
  return own;
}

function preloaded(name: string): string {
  return `--import=${pathToFileURL(join(__dirname, '../setup', name)).href}`;
}
