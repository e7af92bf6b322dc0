import { DatabaseError } from 'pg';
import type { Counter, Gauge } from 'prom-client';
import type { Bell } from './bell.ts';
import type { RelayConnection } from './connection.ts';
import { forgetHandled } from './forgetting.ts';
import { forward, type Receivers } from './forwarding.ts';
import { type Message, Outbox, type Place } from './outbox.ts';
import type { RelaySettings } from './relay.ts';
import { Sweep } from './sweep.ts';

export interface TurnParts extends Receivers {
  readonly connection: RelayConnection;
  readonly places: readonly Place[];
  readonly bell: Bell;
  /** Schemas whose outbox was written since it was looked at. */
  readonly written: Set<string>;
  readonly settings: Required<Omit<RelaySettings, 'takeoverMs' | 'silenceMs'>>;
  readonly metrics: {
    readonly lag: Gauge;
    readonly unsettled: Gauge;
    readonly forwarded: Counter;
    readonly again: Counter;
  };
  isStopped(): boolean;
}

interface Found {
  readonly outbox: Outbox;
  readonly messages: readonly Message[];
}

const batch = 500;

/** What the active relay does until it loses its connection or is stopped. */
export class Turn {
  readonly #parts: TurnParts;
  readonly #outboxes: readonly Outbox[];
  readonly #sweep: Sweep;
  /** The highest number that has been forwarded, here or by a relay before. */
  #forwarded = 0;
  /** Numbered messages may be left over: from the relay before, or from a round that failed. They go first. */
  #isBehind = true;
  /** Some were left over because nobody takes them; they are tried again now and then. */
  #hasRefused = false;
  #looked = Number.NEGATIVE_INFINITY;
  #swept = performance.now();
  #pruned = performance.now();

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.#outboxes = parts.places.map((place) => new Outbox(parts.connection, place));
    this.#sweep = new Sweep({ ...parts, ...parts.metrics, outboxes: this.#outboxes });
  }

  /** @throws when the connection is lost; whatever else fails is tried again */
  async work(): Promise<void> {
    const { connection, bell, settings, log, isStopped } = this.#parts;
    const { rows } = await connection.query<{ forwarded: string }>(
      'select forwarded from platform.relay_state',
    );
    this.#forwarded = Number(rows[0]?.forwarded ?? 0);
    while (!isStopped() && connection.isOpen) {
      try {
        if (await this.#round()) continue;
        await bell.sleep(settings.pollMs);
      } catch (error) {
        if (!connection.isOpen) throw error;
        log.warn({ err: error }, 'the relay cannot forward; it tries again');
        this.#isBehind = true;
        this.#looked = Number.NEGATIVE_INFINITY;
        await bell.sleep(Math.min(settings.pollMs, 250));
      }
    }
  }

  /** @returns whether there may be more to do at once */
  async #round(): Promise<boolean> {
    const { pollMs } = this.#parts.settings;
    const sinceLook = performance.now() - this.#looked;
    // Whoever has rung is served first; but ringing without end puts a look off once only.
    const isDue = sinceLook >= pollMs / 2;
    const isPutOff = isDue && sinceLook < pollMs && this.#parts.written.size > 0;
    if (isDue && !isPutOff) await this.#look();
    if (this.#isBehind) await this.#catchUp();
    const forwarded = await this.#forwardNew();
    const isSweeping = await this.#sweep.goOn();
    return forwarded || isSweeping || isPutOff;
  }

  /** What does not wait for a wake-up. */
  async #look(): Promise<void> {
    const { liveLog, settings, written, places } = this.#parts;
    this.#looked = performance.now();
    for (const { schema } of places) written.add(schema);
    // A log that was emptied tells of a Redis that was emptied, and with it, maybe, of the queue.
    const isLost = await liveLog.restore(this.#forwarded);
    if (isLost || this.#looked - this.#swept >= settings.sweepAfterMs) {
      this.#swept = this.#looked;
      this.#sweep.begin(isLost ? 0 : settings.sweepAfterMs);
      if (this.#hasRefused) this.#isBehind = true;
    }
    if (this.#looked - this.#pruned >= settings.pruneMs) {
      this.#pruned = this.#looked;
      await liveLog.prune();
      await forgetHandled(this.#outboxes, settings.keepMs);
    }
  }

  /** Everything that was numbered and not forwarded, lowest first across all outboxes. */
  async #catchUp(): Promise<void> {
    let above = '0';
    this.#hasRefused = false;
    for (;;) {
      const found: Found[] = [];
      for (const outbox of this.#outboxes) {
        found.push({ outbox, messages: await outbox.unforwarded(above, batch) });
      }
      // An outbox that filled its batch may have more beneath what another one has above.
      const ends = found
        .filter(({ messages }) => messages.length === batch)
        .map(({ messages }) => numberOf(messages.at(-1)));
      const end = Math.min(...ends);
      await this.#forward(
        found.map(({ outbox, messages }) => ({
          outbox,
          messages: messages.filter((m) => numberOf(m) <= end),
        })),
      );
      if (ends.length === 0) break;
      above = String(end);
    }
    this.#isBehind = false;
  }

  async #forwardNew(): Promise<boolean> {
    const { written, connection, log } = this.#parts;
    const found: Found[] = [];
    for (const outbox of this.#outboxes) {
      const { schema } = outbox.place;
      if (!written.delete(schema)) continue;
      try {
        const messages = await outbox.number(batch);
        found.push({ outbox, messages });
        if (messages.length === batch) written.add(schema);
      } catch (error) {
        // A schema that cannot be read, because it is not migrated yet, keeps nobody else waiting. Where no refusal came,
        // the server may have numbered and committed: then that goes first, before what has higher numbers.
        if (!connection.isOpen || !(error instanceof DatabaseError)) throw error;
        log.error({ err: error, schema }, 'the relay cannot read an outbox');
      }
    }
    await this.#forward(found);
    return written.size > 0;
  }

  async #forward(found: readonly Found[]): Promise<void> {
    const { connection, metrics } = this.#parts;
    const messages = found.flatMap((part) => part.messages).sort((a, b) => numberOf(a) - numberOf(b));
    if (messages.length === 0) return;
    const taken = new Set(await forward(messages, this.#parts));
    if (taken.size < messages.length) this.#hasRefused = true;
    // Said before the messages are stamped: what is stamped is never forwarded again, and a log that was lost with it must
    // count it as expired.
    this.#forwarded = Math.max(this.#forwarded, numberOf(messages.at(-1)));
    await connection.query('update platform.relay_state set forwarded = $1', [this.#forwarded]);
    let waited = 0;
    for (const { outbox, messages: own } of found) {
      const ids = own.filter((message) => taken.has(message)).map(({ id }) => id);
      if (ids.length > 0) waited = Math.max(waited, await outbox.stamp(ids));
    }
    metrics.lag.set(waited);
    metrics.forwarded.inc(taken.size);
  }
}

function numberOf(message: Message | undefined): number {
  return Number(message?.number ?? 0);
}
