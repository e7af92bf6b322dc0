import type { LiveLog, LogEntry, LogListener } from '@learnova/platform/live/log';
import type { Logger } from '@learnova/platform/log';

export interface Listener {
  /** A new entry of the topic, in order. */
  push(entry: LogEntry): void;
  /** Everything up to this number has been pushed. */
  reached(number: number): void;
  /** Entries may have passed that were not pushed: read the log. */
  behind(): void;
}

/** A topic that is listened to. */
export interface OpenTopic {
  /** Settles when wake-ups arrive. Rejects when the log cannot be reached. */
  readonly ready: Promise<void>;
  /** The number up to which entries have been pushed; undefined before `ready`. */
  readonly last: number | undefined;
  close(): void;
}

export interface TopicSettings {
  readonly liveLog: Pick<LiveLog, 'read' | 'position' | 'listen'>;
  readonly log: Logger;
  /**
   * Milliseconds between two moves of a topic's cursor to the position of the log. A topic that is quiet for longer than the
   * log keeps entries would otherwise look as if it had lost some.
   */
  readonly moveMs: number;
  /** Is told how many topics are listened to. */
  readonly open?: { set(count: number): void };
}

const BATCH = 500;

/** One reader for each topic and process: a wake-up reads the log once, however many listen. */
export class Topics {
  readonly #settings: TopicSettings;
  readonly #readers = new Map<string, TopicReader>();

  constructor(settings: TopicSettings) {
    this.#settings = settings;
  }

  get size(): number {
    return this.#readers.size;
  }

  open(topic: string, listener: Listener): OpenTopic {
    let reader = this.#readers.get(topic);
    if (!reader) {
      reader = new TopicReader(topic, this.#settings);
      this.#readers.set(topic, reader);
      this.#settings.open?.set(this.size);
    }
    const opened = reader;
    opened.listeners.add(listener);
    return {
      ready: opened.ready,
      get last() {
        return opened.last;
      },
      close: () => {
        if (!opened.listeners.delete(listener) || opened.listeners.size > 0) return;
        opened.close();
        if (this.#readers.get(topic) === opened) this.#readers.delete(topic);
        this.#settings.open?.set(this.size);
      },
    };
  }

  close(): void {
    for (const reader of this.#readers.values()) reader.close();
    this.#readers.clear();
  }
}

class TopicReader {
  readonly listeners = new Set<Listener>();
  readonly ready: Promise<void>;
  last: number | undefined;
  readonly #topic: string;
  readonly #settings: TopicSettings;
  readonly #handle: LogListener;
  #isReading = false;
  #isWoken = false;
  #movedAt = performance.now();

  constructor(topic: string, settings: TopicSettings) {
    this.#topic = topic;
    this.#settings = settings;
    this.#handle = settings.liveLog.listen(topic, () => this.wake());
    this.ready = this.#start();
    this.ready.catch(() => this.#handle.close()); // those who wait for the promise are told by it
  }

  wake(): void {
    this.#isWoken = true;
    if (!this.#isReading && this.last !== undefined) void this.#read(this.last);
  }

  close(): void {
    this.listeners.clear();
    this.#handle.close();
  }

  async #start(): Promise<void> {
    await this.#handle.ready;
    // Taken after listening began: what is newer wakes us, what is older each listener reads itself.
    this.last = await this.#settings.liveLog.position();
    if (this.#isWoken) this.wake();
  }

  /** Never rejects. Between the last look at `#isWoken` and the end nothing else runs, so no wake-up is missed. */
  async #read(from: number): Promise<void> {
    this.#isReading = true;
    this.last = from;
    while (this.#isWoken && this.listeners.size > 0) {
      this.#isWoken = false;
      try {
        this.last = await this.#readFrom(this.last);
      } catch (error) {
        await this.#onFailure(error);
      }
    }
    this.#isReading = false;
  }

  async #readFrom(after: number): Promise<number> {
    const { liveLog, moveMs } = this.#settings;
    const now = performance.now();
    const position = now - this.#movedAt > moveMs ? await liveLog.position() : undefined;
    const entries = await liveLog.read(this.#topic, after, BATCH);
    for (const entry of entries) this.#push(entry);
    const last = entries.at(-1)?.number ?? after;
    if (entries.length === BATCH) this.#isWoken = true;
    if (position === undefined || entries.length === BATCH) return last;
    this.#movedAt = now;
    const reached = Math.max(position, last);
    for (const listener of this.listeners) listener.reached(reached);
    return reached;
  }

  #push(entry: LogEntry): void {
    this.last = entry.number;
    for (const listener of this.listeners) listener.push(entry);
  }

  /** The log may have lost entries, or may be out of reach until a later wake-up. Listeners find out by reading. */
  async #onFailure(error: unknown): Promise<void> {
    const { liveLog, log } = this.#settings;
    log.warn({ err: error, topic: this.#topic }, 'a topic cannot be read');
    try {
      this.last = await liveLog.position();
      for (const listener of this.listeners) listener.behind();
    } catch (cause) {
      log.warn({ err: cause }, 'the live log is out of reach');
    }
  }
}
