import { abandonable } from '../deadline.ts';

interface Shared<T> {
  readonly result: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/**
 * Does once what several want at the same moment: the tabs of one person, who watch the same, are told of an event together. What
 * has been answered is not kept, so that whoever comes later is asked about anew. Nobody decides for the others: it is given up when
 * all have left.
 */
export class Group<T> {
  readonly #running = new Map<string, Shared<T>>();
  readonly #joined: () => void;

  /** @param joined is told of everybody who found it under way */
  constructor(joined: () => void = () => undefined) {
    this.#joined = joined;
  }

  get size(): number {
    return this.#running.size;
  }

  /** @param key everything on which the result depends, who wants it above all */
  async run(key: string, signal: AbortSignal, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    let shared = this.#running.get(key);
    if (shared) this.#joined();
    else shared = this.#begin(key, task);
    shared.waiting += 1;
    try {
      return await abandonable(signal, shared.result);
    } finally {
      shared.waiting -= 1;
      if (shared.waiting === 0) {
        if (this.#running.get(key) === shared) this.#running.delete(key);
        shared.abort.abort();
      }
    }
  }

  #begin(key: string, task: (signal: AbortSignal) => Promise<T>): Shared<T> {
    const abort = new AbortController();
    const shared: Shared<T> = { result: task(abort.signal), abort, waiting: 0 };
    this.#running.set(key, shared);
    const end = () => {
      if (this.#running.get(key) === shared) this.#running.delete(key);
    };
    shared.result.then(end, end);
    return shared;
  }
}
