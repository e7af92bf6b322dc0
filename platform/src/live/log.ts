/** Where something has changed, and what: an event on a live topic names a record and never shows it. */
export interface Pointer {
  readonly topic: string;
  readonly typename: string;
  readonly key: Readonly<Record<string, string>>;
  readonly version: number;
}

export interface LogEntry {
  /** The event's number: the same on every topic, rising on each, and what a cursor is made of. */
  readonly number: number;
  readonly pointer: Omit<Pointer, 'topic'>;
}

/**
 * What has happened on each topic, in order, for as long as it is kept. The log is the truth; a wake-up only says "read".
 * One relay writes it; many gateways read it. Whatever the log no longer has, it says so: nothing is skipped in silence.
 */
export interface LiveLog {
  /**
   * Writes an event's pointers, at most one to a topic; without pointers it only moves the position.
   * Numbers rise; appending one again, here or by another relay, adds nothing.
   * @throws LogLost when the log has lost what it had: restore it, then append again.
   */
  append(number: number, pointers: readonly Pointer[]): Promise<void>;
  /**
   * Says that every event up to `number` has been appended before. Where the log no longer knows of it, everything up to
   * `number` counts as expired from here on.
   * @returns whether anything had been lost; true for a new log as well
   */
  restore(number: number): Promise<boolean>;
  /**
   * Where a new subscriber starts: everything told from here on has a higher number.
   * @throws LogLost when nobody has restored the log within its patience
   */
  position(): Promise<number>;
  /**
   * The entries of a topic after a number, oldest first. A reader that got fewer than `limit` may move its cursor to a
   * `position()` that it took before reading.
   * @throws CursorExpired when something after `after` may have been there and is no longer
   * @throws LogLost when nobody has restored the log within its patience
   */
  read(topic: string, after: number, limit: number): Promise<LogEntry[]>;
  /**
   * Calls `wake` whenever the topic may have something new, now and then for nothing. Read once after `ready`, which is the
   * moment from which no entry goes without a wake-up. It stays pending while the server cannot be reached.
   */
  listen(topic: string, wake: () => void): LogListener;
  /** Forgets what is older than the log keeps, and shortens topics that are too long. The relay's duty, now and then. */
  prune(): Promise<void>;
  close(): Promise<void>;
}

export interface LogListener {
  readonly ready: Promise<void>;
  close(): void;
}

/** How a log keeps and wakes; milliseconds. Tests set them low. */
export interface LogSettings {
  /** Entries older than this may be forgotten. */
  readonly keepMs: number;
  /** Entries that a topic keeps at most. */
  readonly keepEntries: number;
  /** All listeners are woken this often: the net under a lost wake-up. */
  readonly sweepMs: number;
  /** How long readers wait for the relay to restore a log that was emptied. */
  readonly patienceMs: number;
}

export const logSettings: LogSettings = {
  keepMs: 24 * 3_600_000,
  keepEntries: 10_000,
  sweepMs: 5_000,
  patienceMs: 5_000,
};

/** Something after the cursor is no longer in the log: the reader has to query again and start anew. */
export class CursorExpired extends Error {
  readonly code = 'CURSOR_EXPIRED';

  constructor(topic: string, after: number) {
    super(`the live log no longer has everything on ${topic} after ${after}`);
    this.name = 'CursorExpired';
  }
}

/** The log was emptied, or has never been filled, and the relay has not restored it yet. Trying again later will do. */
export class LogLost extends Error {
  readonly code = 'LIVE_LOG_LOST';

  constructor() {
    super('the live log has been emptied and is not restored yet');
    this.name = 'LogLost';
  }
}

/** An event may point at a topic once: a subscriber's cursor is the event's number and cannot stand between two of them. */
export function oneToATopic(pointers: readonly Pointer[]): readonly Pointer[] {
  const topics = new Set(pointers.map((pointer) => pointer.topic));
  if (topics.size < pointers.length) throw new Error('an event may point at each live topic only once');
  return pointers;
}
