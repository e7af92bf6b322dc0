import { Client } from 'pg';
import type { LiveLog } from '../live/log.ts';
import type { Logger } from '../log.ts';
import { counter, gauge, type Registry } from '../metrics.ts';
import { outboxChannel } from '../outbox/notify.ts';
import type { Queue } from '../queue/queue.ts';
import { forward, type Handlers, ordersOf } from './forwarding.ts';
import { type Message, Outbox, type Place } from './outbox.ts';

export interface RelayOptions {
  /** A login that may take on every subgraph's role. */
  readonly databaseUrl: string;
  readonly places: readonly Place[];
  readonly handlers: Handlers;
  readonly queue: Queue;
  readonly liveLog: LiveLog;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly settings: RelaySettings;
}

/** Milliseconds. */
export interface RelaySettings {
  /** Between two looks, besides being woken; also how late a job with an hour may be. */
  readonly pollMs: number;
  /** Between two tries of a standby to become the active relay. */
  readonly takeoverMs: number;
  /** After which a message that is not settled is forwarded again. */
  readonly sweepAfterMs: number;
}

/** One relay is active in a database: whoever holds this session lock. */
const relayLock = 7_301_003;
const batch = 500;

/**
 * Carries what subgraphs have committed to the queue and the live log. Of several relays one is active; when its connection
 * ends, the lock goes to another. Each message is numbered and the number committed before it is forwarded, so a message that
 * is forwarded again, by this relay or the next, adds nothing, and the log's order never inverts.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #lag;
  readonly #unsettled;
  readonly #again;
  #client: Client | undefined;
  #outboxes: Outbox[] = [];
  #isActive = false;
  #isStopped = false;
  #forwarded = 0;
  #sweptAt = 0;
  #isWoken = false;
  #wake: () => void = () => undefined;
  readonly #ended: Promise<void>;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { metrics } = options;
    this.#lag = gauge(metrics, 'learnova_relay_lag_seconds', 'Age of the last message when it was forwarded');
    this.#unsettled = gauge(
      metrics,
      'learnova_relay_unsettled',
      'Messages that were forwarded and wait for a handler',
    );
    this.#again = counter(
      metrics,
      'learnova_relay_forwarded_again_total',
      'Messages that had to be forwarded again',
    );
    this.#ended = this.#run();
  }

  get isActive(): boolean {
    return this.#isActive;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { log, settings } = this.#options;
    while (!this.#isStopped) {
      try {
        if (await this.#becomeActive()) await this.#work();
        else await this.#pause(settings.takeoverMs);
      } catch (error) {
        if (!this.#isStopped) log.warn({ err: error }, 'the relay was interrupted');
        await this.#disconnect();
        await this.#pause(settings.pollMs);
      }
    }
    await this.#disconnect();
  }

  async #becomeActive(): Promise<boolean> {
    const client = this.#client ?? (await this.#connect());
    if (this.#isActive) return true;
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      relayLock,
    ]);
    if (!rows[0]?.mine) return false;
    await client.query(`listen ${outboxChannel}`);
    this.#outboxes = this.#options.places.map((place) => new Outbox(client, place));
    this.#isActive = true;
    this.#options.log.info('the relay is active');
    const state = await client.query<{ forwarded: string }>('select forwarded from platform.relay_state');
    this.#forwarded = Number(state.rows[0]?.forwarded ?? 0);
    return true;
  }

  async #connect(): Promise<Client> {
    const client = new Client({ connectionString: this.#options.databaseUrl, keepAlive: true });
    // The lock is the server's to take away: whatever ends the connection ends the turn.
    client.on('error', () => this.#wakeUp());
    client.on('end', () => {
      if (this.#client === client) this.#isActive = false;
      this.#wakeUp();
    });
    client.on('notification', () => this.#wakeUp());
    await client.connect();
    this.#client = client;
    return client;
  }

  async #disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#isActive = false;
    await client?.end();
  }

  /** One turn of the active relay: until something fails, which gives the lock back, or until it is stopped. */
  async #work(): Promise<void> {
    const { liveLog, settings } = this.#options;
    await this.#restore();
    await this.#forwardAll((outbox) => outbox.unforwarded(batch));
    while (!this.#isStopped && this.#isActive) {
      this.#isWoken = false;
      const forwarded = await this.#forwardAll((outbox) => outbox.number(batch));
      if (await this.#restore()) await this.#sweep(0);
      else if (performance.now() - this.#sweptAt > settings.sweepAfterMs / 2) {
        await this.#sweep(settings.sweepAfterMs);
        await liveLog.prune();
      }
      if (!forwarded && !this.#isWoken) await this.#pause(settings.pollMs);
    }
  }

  /** A log that was emptied counts everything up to the last forwarded number as expired. */
  async #restore(): Promise<boolean> {
    return this.#options.liveLog.restore(this.#forwarded);
  }

  /** Forwards what a question to each outbox yields, in the order of numbers. @returns whether there was anything */
  async #forwardAll(find: (outbox: Outbox) => Promise<Message[]>): Promise<boolean> {
    const found: { message: Message; outbox: Outbox }[] = [];
    for (const outbox of this.#outboxes) {
      for (const message of await find(outbox)) found.push({ message, outbox });
    }
    if (found.length === 0) return false;
    found.sort((a, b) => Number(a.message.number) - Number(b.message.number));
    const messages = found.map(({ message }) => message);
    await forward(messages, { ...this.#options, forwarded: this.#forwarded });
    for (const outbox of this.#outboxes) {
      await outbox.stamp(found.filter((entry) => entry.outbox === outbox).map(({ message }) => message.id));
    }
    const last = messages.at(-1);
    await this.#remember(Number(last?.number ?? 0));
    if (last)
      this.#lag.set(Math.max(0, (Date.parse(new Date().toISOString()) - last.occurred_at.getTime()) / 1000));
    return true;
  }

  async #remember(number: number): Promise<void> {
    if (number <= this.#forwarded) return;
    this.#forwarded = number;
    await this.#client?.query('update platform.relay_state set forwarded = greatest(forwarded, $1)', [
      number,
    ]);
  }

  /** Settles messages that every handler has dealt with, and forwards to the queue again what is missing. */
  async #sweep(afterMs: number): Promise<void> {
    this.#sweptAt = performance.now();
    let unsettled = 0;
    for (const outbox of this.#outboxes) {
      let above = '0';
      for (;;) {
        const messages = await outbox.overdue(afterMs, above, batch);
        const last = messages.at(-1);
        if (!last) break;
        above = last.number;
        unsettled += await this.#settle(outbox, messages);
      }
    }
    this.#unsettled.set(unsettled);
  }

  async #settle(outbox: Outbox, messages: readonly Message[]): Promise<number> {
    const { handlers, queue } = this.#options;
    const ids = messages.map(({ id }) => id);
    const handled = new Map<string, ReadonlySet<string>>();
    for (const { place } of this.#outboxes) {
      const inbox = this.#outboxes.find((candidate) => candidate.place === place);
      if (inbox) handled.set(place.schema, await inbox.handled(ids));
    }
    const isHandled = (id: string, service: string, name: string) =>
      handled.get(service)?.has(`${id} ${name}`);
    const missing = (message: Message) =>
      handlers(message.name).filter(({ service, name }) => !isHandled(message.id, service, name));
    const open = messages.filter((message) => missing(message).length > 0);
    const orders = open.flatMap((message) => ordersOf(message, missing(message)));
    if (orders.length > 0) await queue.addAll(orders);
    this.#again.inc(orders.length);
    const isOpen = new Set(open);
    await outbox.settle(messages.filter((message) => !isOpen.has(message)).map(({ id }) => id));
    return open.length;
  }

  #wakeUp(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** So many milliseconds, or until somebody has something to tell. */
  #pause(ms: number): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
