/** Who listens to which topic in this process. */
export class Listeners {
  readonly #topics = new Map<string, Set<{ readonly wake: () => void }>>();
  readonly #sweep: NodeJS.Timeout;

  /** @param sweepMs how often everybody is woken without cause: the net under a lost wake-up */
  constructor(sweepMs: number) {
    this.#sweep = setInterval(() => this.wakeAll(), sweepMs);
    this.#sweep.unref();
  }

  topics(): string[] {
    return [...this.#topics.keys()];
  }

  /** @returns a function that removes the listener and tells whether it was the topic's last one */
  add(topic: string, wake: () => void): () => boolean {
    const listener = { wake };
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners.add(listener));
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return false;
      this.#topics.delete(topic);
      return true;
    };
  }

  wake(topic: string): void {
    for (const { wake } of [...(this.#topics.get(topic) ?? [])]) wake();
  }

  wakeAll(): void {
    for (const topic of this.topics()) this.wake(topic);
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#topics.clear();
  }
}
