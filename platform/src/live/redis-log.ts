import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import { Listeners } from './listeners.ts';
import {
  CursorExpired,
  type LiveLog,
  type LogEntry,
  type LogListener,
  LogLost,
  type LogSettings,
  logSettings,
  oneToATopic,
  type Pointer,
} from './log.ts';
import { whileLost } from './patience.ts';
import { appendScript, pruneScript, readScript, restoreScript } from './redis-scripts.ts';

export interface RedisLogOptions extends Partial<LogSettings> {
  readonly redisUrl: string;
  /** What every key begins with, so that several installations may share one Redis. */
  readonly namespace?: string;
  readonly log: Logger;
}

type StreamEntry = [id: string, fields: [string, string, string, string]];

/** The client with the scripts as commands; the number of keys goes first where it varies. */
interface Commands extends Redis {
  liveAppend(keys: number, ...args: (string | number)[]): Promise<number>;
  liveRestore(state: string, number: number): Promise<number>;
  liveRead(state: string, stream: string, after: number, limit: number): Promise<[string, StreamEntry[]?]>;
  livePrune(state: string, times: string, topics: string, keepMs: number, streams: string): Promise<number>;
}

/** The channel on which a topic's wake-ups are published. */
export function liveChannel(topic: string, namespace = 'learnova'): string {
  return `${namespace}:live:${topic}`;
}

/**
 * A Redis Stream per topic, woken by Pub/Sub. Two connections: one for commands, one that subscribes.
 * The key's braces keep all of a log in one slot of a Redis Cluster, where a script may touch them together.
 */
export class RedisLog implements LiveLog {
  readonly #redis: Commands;
  readonly #subscriber: Redis;
  readonly #wakes: RedisPubSub;
  readonly #listeners: Listeners;
  /** The library's subscription of each open topic; pending until SUBSCRIBE is answered. */
  readonly #subscriptions = new Map<string, Promise<number>>();
  readonly #settings: LogSettings;
  readonly #channel: (topic: string) => string;
  readonly #keys: { state: string; times: string; topics: string; streams: string };
  /** The highest number this process has appended: a Redis that knows less has lost some. */
  #written = 0;
  #closed = false;

  constructor({ redisUrl, namespace = 'learnova', log, ...settings }: RedisLogOptions) {
    this.#settings = { ...logSettings, ...settings };
    this.#listeners = new Listeners(this.#settings.sweepMs);
    this.#channel = (topic) => liveChannel(topic, namespace);
    const prefix = `{${namespace}}:live`;
    this.#keys = {
      state: prefix,
      times: `${prefix}:times`,
      topics: `${prefix}:topics`,
      streams: `${prefix}:topic:`,
    };
    const retryStrategy = (times: number) => Math.min(times * 50, 500);
    this.#redis = withScripts(new Redis(redisUrl, { maxRetriesPerRequest: 3, retryStrategy }));
    // Its ready check is off and it subscribes by itself on `ready`: INFO is illegal in subscriber mode, and a SUBSCRIBE that
    // was sent before the check failed is answered and then deaf for good.
    this.#subscriber = forgiving(
      new Redis(redisUrl, {
        enableReadyCheck: false,
        autoResubscribe: false,
        maxRetriesPerRequest: null,
        retryStrategy,
      }),
    );
    this.#wakes = new RedisPubSub({
      publisher: this.#redis,
      subscriber: this.#subscriber,
      triggerTransform: (topic) => this.#channel(String(topic)),
    });
    for (const link of [this.#redis, this.#subscriber]) {
      link.on('error', (error) => log.warn({ err: error }, 'the live log does not reach Redis'));
    }
    this.#subscriber.on('ready', () => {
      const channels = this.#listeners.topics().map(this.#channel);
      if (channels.length === 0) return;
      // The answer is the barrier: what was appended before it is found by reading, what comes after it wakes.
      this.#subscriber.subscribe(...channels).then(
        () => this.#listeners.wakeAll(),
        (error: unknown) => log.warn({ err: error }, 'subscribing again failed; the next link tries anew'),
      );
    });
  }

  async append(number: number, pointers: readonly Pointer[]): Promise<void> {
    const { state, times, topics, streams } = this.#keys;
    const keys = [state, times, topics, ...oneToATopic(pointers).map(({ topic }) => streams + topic)];
    const sampleMs = Math.ceil(this.#settings.keepMs / 50);
    const known = await this.#redis.liveAppend(
      keys.length,
      ...keys,
      number,
      this.#written,
      this.#settings.keepEntries,
      sampleMs,
      this.#channel(''),
      ...pointers.flatMap(({ topic, ...pointer }) => [topic, JSON.stringify(pointer)]),
    );
    if (!known) throw new LogLost();
    this.#written = Math.max(this.#written, number);
  }

  async restore(number: number): Promise<boolean> {
    return (await this.#redis.liveRestore(this.#keys.state, Math.max(number, this.#written))) === 1;
  }

  position(): Promise<number> {
    return whileLost(this.#settings.patienceMs, async () => {
      const position = await this.#redis.hget(this.#keys.state, 'position');
      if (position === null) throw new LogLost();
      return Number(position);
    });
  }

  read(topic: string, after: number, limit: number): Promise<LogEntry[]> {
    return whileLost(this.#settings.patienceMs, async () => {
      const { state, streams } = this.#keys;
      const [outcome, entries = []] = await this.#redis.liveRead(state, streams + topic, after, limit);
      if (outcome === 'lost') throw new LogLost();
      if (outcome === 'expired') throw new CursorExpired(topic, after);
      return entries.map(([id, [, , , pointer]]) => ({
        number: Number.parseInt(id, 10),
        pointer: JSON.parse(pointer),
      }));
    });
  }

  listen(topic: string, wake: () => void): LogListener {
    const remove = this.#listeners.add(topic, wake);
    const ready = this.#subscribe(topic).then(() => undefined);
    ready.catch(() => undefined);
    return {
      ready,
      close: () => {
        if (remove()) this.#unsubscribe(topic);
      },
    };
  }

  async prune(): Promise<void> {
    const { state, times, topics, streams } = this.#keys;
    let more = 1;
    while (more) more = await this.#redis.livePrune(state, times, topics, this.#settings.keepMs, streams);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.close();
    this.#subscriber.disconnect();
    this.#redis.disconnect();
  }

  #subscribe(topic: string): Promise<number> {
    const open = this.#subscriptions.get(topic);
    if (open) return open;
    const subscription = this.#wakes.subscribe(topic, () => this.#listeners.wake(topic));
    this.#subscriptions.set(topic, subscription);
    subscription.catch(() => this.#subscriptions.delete(topic));
    return subscription;
  }

  /** Only once SUBSCRIBE is answered: the library would leak a topic that is given up before. */
  #unsubscribe(topic: string): void {
    const subscription = this.#subscriptions.get(topic);
    this.#subscriptions.delete(topic);
    subscription?.then(
      (id) => {
        if (!this.#closed) this.#wakes.unsubscribe(id);
      },
      () => undefined,
    );
  }
}

function withScripts(redis: Redis): Commands {
  redis.defineCommand('liveAppend', { lua: appendScript });
  redis.defineCommand('liveRestore', { numberOfKeys: 1, lua: restoreScript });
  redis.defineCommand('liveRead', { numberOfKeys: 2, lua: readScript });
  redis.defineCommand('livePrune', { numberOfKeys: 3, lua: pruneScript });
  return redis as Commands;
}

/** The library drops the promises of these two commands: a link that ends beneath one must not end the process. */
function forgiving(subscriber: Redis): Redis {
  for (const command of ['unsubscribe', 'punsubscribe'] as const) {
    const send = subscriber[command].bind(subscriber) as (...channels: string[]) => Promise<unknown>;
    Object.assign(subscriber, {
      [command]: (...channels: string[]) => send(...channels).catch(() => undefined),
    });
  }
  return subscriber;
}
