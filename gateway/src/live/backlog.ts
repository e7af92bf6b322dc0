import type { LogEntry } from '@learnova/platform/live/log';
import type { Listener } from './topics.ts';

export interface BacklogSettings {
  /** Reads entries after a number from the log, at most `limit`. */
  readonly read: (after: number, limit: number) => Promise<readonly LogEntry[]>;
  /** Entries held in memory. */
  readonly capacity: number;
  /** The number after which it begins. */
  readonly from: number;
  /** Something new can be taken. */
  readonly changed: () => void;
  /** What was held has been forgotten, because nobody took it in time. */
  readonly overflowed: () => void;
}

/**
 * What waits for one subscription: entries that were pushed, as long as they are few. Else, and at the start, it is
 * behind: pushes pass by, and the log is read from where the subscription stands. Nothing is lost, doubled or out of order.
 */
export class Backlog implements Listener {
  readonly #settings: BacklogSettings;
  #queue: LogEntry[] = [];
  /** The newest number that was queued or taken. */
  #newest: number;
  /** Up to where everything was taken. */
  #taken: number;
  #isBehind = true;

  constructor(settings: BacklogSettings) {
    this.#settings = settings;
    this.#newest = settings.from;
    this.#taken = settings.from;
  }

  /** The log has to be read before more can be taken. */
  get needsReading(): boolean {
    return this.#isBehind && this.#queue.length === 0;
  }

  push(entry: LogEntry): void {
    if (this.#isBehind || entry.number <= this.#newest) return;
    if (this.#queue.length >= this.#settings.capacity) {
      this.#queue = [];
      this.#isBehind = true;
      this.#settings.overflowed();
    } else {
      this.#queue.push(entry);
      this.#newest = entry.number;
    }
    this.#settings.changed();
  }

  reached(number: number): void {
    if (this.#isBehind || this.#queue.length > 0) return;
    this.#taken = Math.max(this.#taken, number);
    this.#newest = this.#taken;
  }

  behind(): void {
    this.#isBehind = true;
    this.#settings.changed();
  }

  take(): LogEntry | undefined {
    const entry = this.#queue.shift();
    if (entry) this.#taken = entry.number;
    return entry;
  }

  /**
   * Reads the log. `pushedTo` tells up to where the topic has been pushed. It is behind no longer once a reading found the end and nothing was
   * pushed past it meanwhile.
   */
  async read(pushedTo: () => number | undefined): Promise<void> {
    const { read, capacity } = this.#settings;
    const before = pushedTo();
    const entries = await read(this.#taken, capacity);
    this.#queue = [...entries];
    this.#newest = entries.at(-1)?.number ?? this.#taken;
    if (entries.length < capacity && pushedTo() === before) this.#isBehind = false;
  }
}
