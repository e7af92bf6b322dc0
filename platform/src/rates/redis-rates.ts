import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import { MemoryRates } from './memory-rates.ts';
import type { RateRules, Rates, Taken } from './rates.ts';

export interface RedisRatesOptions {
  readonly redisUrl: string;
  /** What every key begins with. */
  readonly namespace: string;
  readonly log: Logger;
  /** Milliseconds for an answer; then this process counts alone. */
  readonly patienceMs?: number;
}

/** Milliseconds for which Redis is left alone after it did not answer. */
const ALONE_MS = 2_000;

/**
 * KEYS: the bucket. ARGV: milliseconds that the amount fills, milliseconds that the bucket holds. Answers the milliseconds to
 * wait, 0 when it was taken, and those that are held now. By the clock of Redis, which all share.
 */
const takeScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + time[2] / 1000
  local from = tonumber(redis.call('GET', KEYS[1]) or now)
  if from < now then from = now end
  local till = from + tonumber(ARGV[1])
  local over = till - now - tonumber(ARGV[2])
  if over > 0.01 then return {math.ceil(over), math.ceil(from - now)} end
  redis.call('SET', KEYS[1], string.format('%.3f', till), 'PX', math.max(1, math.ceil(till - now)))
  return {0, math.ceil(till - now)}
`;

interface Commands extends Redis {
  rateTake(key: string, fillMs: number, holdMs: number): Promise<[wait: number, held: number]>;
}

/**
 * Counts for all processes together. While Redis is away each counts alone: nobody is shut out for want of a count, and nobody gets
 * more than the limit from any one process.
 */
export class RedisRates implements Rates {
  readonly #redis: Commands;
  readonly #prefix: string;
  readonly #alone = new MemoryRates();
  readonly #log: Logger;
  readonly #patienceMs: number;
  readonly #connected: Promise<void>;
  /** The first connection is made, or too late. From the first question on: what a process loads at its start takes as long. */
  #begun: Promise<void> | undefined;
  #aloneUntil = 0;

  constructor({ redisUrl, namespace, log, patienceMs = 500 }: RedisRatesOptions) {
    this.#log = log;
    this.#prefix = `${namespace}:rate:`;
    const redis = new Redis(redisUrl, {
      commandTimeout: patienceMs,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 50, 500),
    });
    redis.defineCommand('rateTake', { numberOfKeys: 1, lua: takeScript });
    redis.on('error', (error) => log.warn({ err: error }, 'the count of rates does not reach Redis'));
    this.#redis = redis as Commands;
    this.#patienceMs = patienceMs;
    this.#connected = new Promise((resolve) => redis.once('ready', () => resolve()));
  }

  async take(key: string, amount: number, rules: RateRules): Promise<Taken> {
    if (performance.now() < this.#aloneUntil) return this.#alone.takeNow(key, amount, rules);
    const { capacity, windowMs } = rules;
    const one = windowMs / capacity;
    this.#begun ??= Promise.race([this.#connected, sleep(this.#patienceMs, undefined, { ref: false })]);
    await this.#begun;
    try {
      const fill = Math.min(amount, capacity) * one;
      const [retryAfterMs, held] = await this.#redis.rateTake(this.#prefix + key, fill, windowMs);
      return { retryAfterMs, left: Math.max(0, Math.floor((windowMs - held) / one)) };
    } catch (error) {
      this.#aloneUntil = performance.now() + ALONE_MS;
      this.#log.warn({ err: error }, 'rates are counted by this process alone');
      return this.#alone.takeNow(key, amount, rules);
    }
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }
}
