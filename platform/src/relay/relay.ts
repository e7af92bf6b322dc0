import { counter, gauge, type Registry } from '../metrics.ts';
import { Bell } from './bell.ts';
import { RelayConnection } from './connection.ts';
import type { Receivers } from './forwarding.ts';
import type { Place } from './outbox.ts';
import { Turn, type TurnParts } from './turn.ts';

export interface RelayOptions extends Receivers {
  /** A login that may take on every subgraph's role; not through a pool that shares sessions. */
  readonly databaseUrl: string;
  readonly places: readonly Place[];
  readonly metrics: Registry;
  readonly settings: RelaySettings;
}

/** Milliseconds. */
export interface RelaySettings {
  /** Between two looks, besides being woken; also how late a job with an hour may be. */
  readonly pollMs: number;
  /** Between two tries of a standby to become the active relay. */
  readonly takeoverMs: number;
  /** After which a message that is not settled is forwarded again, and one that is settled is deleted. */
  readonly sweepAfterMs: number;
  /** After which the server takes a silent relay's turn away; with `takeoverMs` it bounds how long nobody relays. 3 s. */
  readonly silenceMs?: number;
  /** Between two times that the live log and the inboxes forget what is old. 10 minutes. */
  readonly pruneMs?: number;
  /** For which an inbox remembers what was dealt with, at least. 30 days. */
  readonly keepMs?: number;
}

/**
 * Carries what subgraphs have committed to the live log and the queue. Of several relays one is active; when its connection
 * ends, the turn goes to another. Each message is numbered and the number committed before it is forwarded, so a message that
 * is forwarded again, by this relay or the next, adds nothing, and the log's order never inverts.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #metrics: TurnParts['metrics'];
  readonly #active;
  readonly #bell = new Bell();
  readonly #ended: Promise<void>;
  #isActive = false;
  #isStopped = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    const { metrics } = options;
    this.#active = gauge(metrics, 'learnova_relay_active', '1 where the active relay is');
    this.#metrics = {
      lag: gauge(
        metrics,
        'learnova_relay_lag_seconds',
        'How long the slowest message of the last batch waited',
      ),
      unsettled: gauge(metrics, 'learnova_relay_unsettled', 'Messages that a handler should have dealt with'),
      forwarded: counter(metrics, 'learnova_relay_forwarded_total', 'Messages that were forwarded'),
      again: counter(
        metrics,
        'learnova_relay_forwarded_again_total',
        'Orders that were given to the queue again',
      ),
    };
    this.#ended = this.#run();
  }

  get isActive(): boolean {
    return this.#isActive;
  }

  /** Ends the turn after the batch at hand. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#bell.ring();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { log, settings } = this.#options;
    while (!this.#isStopped) {
      try {
        await this.#serve();
      } catch (error) {
        log.warn({ err: error }, 'the relay was interrupted');
      }
      if (!this.#isStopped) await this.#bell.sleep(Math.min(settings.takeoverMs, 500));
    }
  }

  /** Over one connection: stands by, and then works. */
  async #serve(): Promise<void> {
    const { databaseUrl, log, settings } = this.#options;
    const written = new Set<string>();
    const connection = await RelayConnection.open({
      databaseUrl,
      silenceMs: settings.silenceMs ?? 3_000,
      onWritten: (schema) => {
        written.add(schema);
        this.#bell.ring();
      },
      onEnd: () => this.#bell.ring(),
    });
    try {
      while (!this.#isStopped && connection.isOpen && !this.#isActive) {
        if (await connection.lock()) this.#becomes(true);
        else await this.#bell.sleep(settings.takeoverMs);
      }
      if (this.#isStopped || !this.#isActive) return;
      log.info('the relay is active');
      await new Turn({
        ...this.#options,
        connection,
        written,
        bell: this.#bell,
        metrics: this.#metrics,
        settings: { pruneMs: 600_000, keepMs: 30 * 24 * 3_600_000, ...settings },
        isStopped: () => this.#isStopped,
      }).work();
    } finally {
      if (this.#isActive && !this.#isStopped) log.warn('the relay has lost its turn');
      this.#becomes(false);
      await connection.close();
    }
  }

  #becomes(isActive: boolean): void {
    this.#isActive = isActive;
    this.#active.set(isActive ? 1 : 0);
  }
}
