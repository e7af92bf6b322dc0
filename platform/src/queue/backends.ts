import {
  createPostgresBackend,
  createRedisBackend,
  type Job,
  type PostgresQueueBackend,
  RedisQueueBackend,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import type { QueueSettings } from './queue.ts';

/** Where the queue lives: in Redis, or in the schema `queue` of the database. */
export type QueuePlace =
  | { readonly redisUrl: string; readonly namespace?: string }
  | { readonly databaseUrl: string };

/** The one queue's name: work is told apart by the names of its jobs, so that few connections serve all of it. */
const name = 'work';

/** Both of BullMQ's backends in one shape. `bull` adds and looks; a worker takes. */
export interface Backend {
  readonly bull: ReturnType<typeof redisQueue> | ReturnType<typeof postgresQueue>;
  worker(
    process: (job: Job) => Promise<void>,
    concurrency: number,
  ): ReturnType<typeof redisWorker | typeof postgresWorker>;
}

export function backendOf(place: QueuePlace, settings: QueueSettings): Backend {
  if ('redisUrl' in place) {
    return {
      bull: redisQueue(place, settings),
      worker: (process, concurrency) => redisWorker(place, settings, process, concurrency),
    };
  }
  return {
    bull: postgresQueue(place),
    worker: (process, concurrency) => postgresWorker(place, settings, process, concurrency),
  };
}

/** Whether its links stand: BullMQ's farewell over a Redis link that is down would never end. */
export async function reachable(backend: RedisQueueBackend | PostgresQueueBackend): Promise<boolean> {
  if (!(backend instanceof RedisQueueBackend)) return true;
  const clients = await Promise.all([backend.client, backend.blockingClient]);
  return clients.every((client) => !client || client.status === 'ready');
}

type RedisPlace = Extract<QueuePlace, { redisUrl: string }>;
type PostgresPlace = Extract<QueuePlace, { databaseUrl: string }>;
type Process = (job: Job) => Promise<void>;

const redis = withBackend(createRedisBackend);
const postgres = withBackend(createPostgresBackend);

/** The braces keep the queue in one slot of a Redis Cluster. */
const prefixOf = (place: RedisPlace) => `{${place.namespace ?? 'learnova'}}`;

/** One connection, which fails at once while Redis is away: whoever adds tries again later, with what stands in the outbox. */
function redisQueue(place: RedisPlace, { retryMs }: QueueSettings) {
  return new redis.Queue(name, {
    prefix: prefixOf(place),
    connection: {
      url: place.redisUrl,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => retryMs,
    },
  });
}

/** Two connections, which wait for Redis as long as it takes. */
function redisWorker(place: RedisPlace, settings: QueueSettings, process: Process, concurrency: number) {
  const connection = {
    url: place.redisUrl,
    maxRetriesPerRequest: null,
    retryStrategy: () => settings.retryMs,
  };
  return new redis.Worker(name, process, {
    ...workerOptions(settings, concurrency),
    prefix: prefixOf(place),
    connection,
  });
}

/**
 * What the queue holds can be told again by the outbox, so its commits need not wait for the disk.
 * A pool gives up connections that nobody used for a while. Its many small statements are not worth the JIT compiler's time.
 */
const poolOf = ({ databaseUrl }: PostgresPlace, max: number) => ({
  connectionString: databaseUrl,
  schema: 'queue',
  max,
  idleTimeoutMillis: 5_000,
  options: '-c synchronous_commit=off -c jit=off',
  application_name: 'learnova-queue',
});

/** At most two connections. It brings BullMQ's tables up to date. */
function postgresQueue(place: PostgresPlace) {
  return new postgres.Queue(name, { connection: { ...poolOf(place, 2), migrate: true } });
}

/** At most three connections, and one that listens. */
function postgresWorker(
  place: PostgresPlace,
  settings: QueueSettings,
  process: Process,
  concurrency: number,
) {
  return new postgres.Worker(name, process, {
    ...workerOptions(settings, concurrency),
    connection: poolOf(place, 3),
  });
}

function workerOptions(settings: QueueSettings, concurrency: number) {
  return {
    concurrency,
    lockDuration: settings.lockMs,
    stalledInterval: settings.stalledMs,
    maxStalledCount: settings.maxStalls,
    drainDelay: settings.pollMs / 1_000,
    runRetryDelay: settings.retryMs,
    settings: {
      backoffStrategy: (attemptsMade, _type, _error, job) => {
        const { backoff } = job?.opts ?? {};
        const first = typeof backoff === 'object' ? (backoff.delay ?? 0) : 0;
        return Math.min(first * 2 ** (attemptsMade - 1), 3_600_000);
      },
    },
  } satisfies Partial<WorkerOptions>;
}
