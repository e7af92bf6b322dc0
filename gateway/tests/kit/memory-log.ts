import {
  CursorExpired,
  type LiveLog,
  type LogEntry,
  type LogListener,
  type Pointer,
} from '@learnova/platform/live/log';

/** A live log of one process, with what a test wants to see and to break. */
export class MemoryLog implements LiveLog {
  readonly #topics = new Map<string, LogEntry[]>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #position = 0;
  #floor = 0;
  /** While set, reading and waking fail as they do when the server is out of reach. */
  isDown = false;
  /** Turns of the event loop that a way to the log or back takes. */
  latency: () => number = () => 1;

  async append(number: number, pointers: readonly Pointer[]): Promise<void> {
    this.#position = Math.max(this.#position, number);
    for (const { topic, ...pointer } of pointers) {
      const entries = this.#topics.get(topic) ?? [];
      if ((entries.at(-1)?.number ?? 0) < number) entries.push({ number, pointer });
      this.#topics.set(topic, entries);
      if (!this.isDown) for (const wake of this.#listeners.get(topic) ?? []) wake();
    }
  }

  async restore(number: number): Promise<boolean> {
    this.#floor = number;
    return true;
  }

  async position(): Promise<number> {
    this.#check();
    return this.#position;
  }

  async read(topic: string, after: number, limit: number): Promise<LogEntry[]> {
    await this.#ticks();
    this.#check();
    if (after < this.#floor) throw new CursorExpired(topic, after);
    const entries = (this.#topics.get(topic) ?? []).filter(({ number }) => number > after).slice(0, limit);
    await this.#ticks(); // the answer is on its way while the log goes on
    return entries;
  }

  listen(topic: string, wake: () => void): LogListener {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(wake));
    return {
      ready: new Promise((resolve) => setImmediate(resolve)),
      close: () => void listeners.delete(wake),
    };
  }

  async prune(): Promise<void> {
    this.#topics.clear();
    this.#floor = this.#position;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  /** How many listen to a topic. */
  listening(topic: string): number {
    return this.#listeners.get(topic)?.size ?? 0;
  }

  wakeAll(): void {
    for (const listeners of this.#listeners.values()) for (const wake of listeners) wake();
  }

  async #ticks(): Promise<void> {
    for (let left = this.latency(); left > 0; left -= 1) await new Promise(setImmediate);
  }

  #check(): void {
    if (this.isDown) throw new Error('the memory is out of reach');
  }
}
