/** Too many wait already. */
export class Full extends Error {
  constructor() {
    super('too many calls wait already');
    this.name = 'Full';
  }
}

/** Lets so many in at a time and as many wait as may, in order: a service that is slow holds its own calls up, and no others. */
export class Bulkhead {
  readonly #places: number;
  readonly #room: number;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  /** @param places calls at a time @param room further ones that may wait */
  constructor(places: number, room: number) {
    this.#places = places;
    this.#room = room;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Runs the task when there is a place. Throws `Full`, or the signal's reason when it is aborted before. */
  async run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#places) await this.#place(signal);
    else this.#inside += 1;
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  #place(signal: AbortSignal): Promise<void> {
    if (this.#waiting.size >= this.#room) throw new Full();
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.delete(enter);
        reject(signal.reason);
      };
      this.#waiting.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** The place goes to the next who waits, and stays taken. */
  #leave(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#inside -= 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
