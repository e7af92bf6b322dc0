import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@learnova/platform/postgres/embedded';
import { startTemporaryPostgres } from '@learnova/platform/postgres/temporary';
import { startRedis } from '@learnova/platform/testing/redis';
import { keyFiles } from '../lib/keys.ts';

/** Servers for one benchmark: PostgreSQL with the settings of `npm start`, keys, and a Redis where it is asked for. */
export interface Ground extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** What the processes of an installation read. */
  readonly environment: Readonly<Record<string, string>>;
  /** Process ids of the servers. */
  readonly pids: readonly number[];
}

/** A benchmark waits for the disk as a school does: what makes a test's database fast is taken back. */
const careful = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

export async function openGround({ redis: wanted }: { redis: boolean }): Promise<Ground> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'learnova-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startTemporaryPostgres(startEmbeddedPostgres, {
    log: () => undefined,
    settings: careful,
  });
  stack.defer(() => postgres.stop());
  const redis = wanted ? await startRedis() : null;
  if (redis) stack.defer(() => redis.stop());
  const keys = await keyFiles(join(folder, 'keys'));
  const kept = stack.move();
  return {
    databaseUrl: postgres.url,
    redisUrl: redis?.url ?? null,
    environment: {
      DATABASE_URL: postgres.url,
      ...(redis && { REDIS_URL: redis.url }),
      SIGNING_KEYS_FILE: keys.signing,
      SERVICE_KEYS_FILE: keys.services,
      BALLOT_KEY_FILE: keys.ballots,
      SERVICE_KEYS_FOLDER: keys.folder,
      EMAIL_CHANNEL: 'recorded',
      RESULTS_GRACE_MS: '2000',
      LOG_LEVEL: 'error',
    },
    pids: [postgres.pid, ...(redis ? [redis.pid] : [])],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
