import { z } from 'zod';
import { wholeNumber } from './config.ts';
import { keySetVariable } from './key-set.ts';
import type { LiveLog } from './live/log.ts';
import { PostgresLog } from './live/postgres-log.ts';
import { RedisLog } from './live/redis-log.ts';
import type { Logger } from './log.ts';
import type { Queue } from './queue/queue.ts';
import { MemoryRates } from './rates/memory-rates.ts';
import type { Rates } from './rates/rates.ts';
import { RedisRates } from './rates/redis-rates.ts';

/** Where an installation keeps things, and how long it waits. Every process of it reads the same. */
export const installation = z.object({
  DATABASE_URL: z
    .url()
    .describe('PostgreSQL, 15 or later; the login owns the database and may create roles.'),
  REDIS_URL: z
    .url()
    .optional()
    .describe('Redis with AOF and noeviction, for queue and live log; without it both live in PostgreSQL.'),
  NAMESPACE: z.string().default('learnova').describe('What every Redis key begins with.'),
  READMIT_AFTER_MS: wholeNumber(60_000, 'Milliseconds after which a live subscription is admitted again.'),
  RELAY_POLL_MS: wholeNumber(1_000, 'Milliseconds between two looks of the relay, besides being woken.'),
  RELAY_TAKEOVER_MS: wholeNumber(
    1_000,
    'Milliseconds between two tries of a standby relay to become the active one.',
  ),
  RELAY_SWEEP_AFTER_MS: wholeNumber(
    30_000,
    'Milliseconds after which a message that nobody settled is forwarded again.',
  ),
  QUEUE_LOCK_MS: wholeNumber(
    15_000,
    'Milliseconds after which a job of a silent worker is given to another.',
  ),
  JWKS_MAX_AGE_MS: keySetVariable,
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
});
export type Installation = z.infer<typeof installation>;

/**
 * The one place that knows whether there is a Redis: with one, queue, live log and rates live there, without one queue and
 * live log in PostgreSQL, and rates in the one process that then asks.
 * (The other differences of the two profiles are what a main hands in: the server, the way of calls, the channels.)
 */
export class Profile {
  readonly settings: Installation;
  readonly #log: Logger;
  readonly #opened: { close(): Promise<void> }[] = [];
  #liveLog: LiveLog | undefined;
  #rates: Rates | undefined;

  constructor(settings: Installation, log: Logger) {
    this.settings = settings;
    this.#log = log;
  }

  /** One a process. */
  get liveLog(): LiveLog {
    this.#liveLog ??= this.#openLiveLog();
    return this.#liveLog;
  }

  #openLiveLog(): LiveLog {
    const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, NAMESPACE: namespace } = this.settings;
    const log = this.#log;
    return this.#kept(
      redisUrl ? new RedisLog({ redisUrl, namespace, log }) : new PostgresLog({ databaseUrl, log }),
    );
  }

  /** What callers of this installation may cost; all of its processes count together. */
  get rates(): Rates {
    const { REDIS_URL: redisUrl, NAMESPACE: namespace } = this.settings;
    this.#rates ??= this.#kept(
      redisUrl ? new RedisRates({ redisUrl, namespace, log: this.#log }) : new MemoryRates(),
    );
    return this.#rates;
  }

  /** Loaded where it is wanted: the processes of subgraphs have no queue. */
  async queue(): Promise<Queue> {
    const { BullQueue } = await import('./queue/bullmq.ts');
    const {
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      NAMESPACE: namespace,
      QUEUE_LOCK_MS: lockMs,
    } = this.settings;
    const place = redisUrl ? { redisUrl, namespace } : { databaseUrl };
    const stalledMs = Math.max(100, Math.floor(lockMs / 3));
    return this.#kept(await BullQueue.open({ place, log: this.#log, lockMs, stalledMs }));
  }

  /** Closes what was opened, the last first. */
  async close(): Promise<void> {
    for (const opened of this.#opened.splice(0).reverse()) await opened.close();
  }

  #kept<T extends { close(): Promise<void> }>(opened: T): T {
    this.#opened.push(opened);
    return opened;
  }
}
