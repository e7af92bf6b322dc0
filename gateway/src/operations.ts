import type { ExecutionResult } from 'graphql';

const done: IteratorResult<ExecutionResult> = { done: true, value: undefined };

/**
 * What one socket has under way, by the ids that its client gave. An id is free once its client has completed it, and graphql-ws
 * forgets by the id alone whatever ends: so for graphql-ws nothing ends that its client has left, since by then the id may be another's.
 */
export class Operations {
  readonly #underWay = new Map<string, AbortController>();
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  /** @param held the ids that graphql-ws holds: what is not among them has ended, or was completed while it was waited for */
  begin(id: string, held: object): AbortController {
    for (const [other, left] of this.#underWay) {
      if (other !== id && other in held) continue;
      this.#underWay.delete(other);
      left.abort();
    }
    const left = new AbortController();
    this.#underWay.set(id, left);
    return left;
  }

  /** The client is gone, and has left all. */
  end(): void {
    this.#isOver = true;
    for (const left of this.#underWay.values()) left.abort();
    this.#underWay.clear();
  }
}

/** What an operation gives, as long as its client wants it. */
export class Given implements AsyncIterableIterator<ExecutionResult> {
  readonly #results: AsyncIterator<ExecutionResult>;
  readonly #left: AbortController;

  /** @param left is aborted when the client leaves, which is to end the results */
  constructor(results: AsyncIterator<ExecutionResult>, left: AbortController) {
    this.#results = results;
    this.#left = left;
  }

  next(): Promise<IteratorResult<ExecutionResult>> {
    return unlessLeft(this.#left.signal, this.#results.next());
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.#left.abort();
    return done;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Never settles once it was left. Nobody holds such a promise, nor what waits for it. */
export function unlessLeft<T>(signal: AbortSignal, task: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    task.then(
      (value) => signal.aborted || resolve(value),
      (error) => signal.aborted || reject(error),
    );
  });
}

/** One result, as what comes one by one. It begins when it is asked for. */
export async function* once(run: () => Promise<ExecutionResult>): AsyncGenerator<ExecutionResult, undefined> {
  yield await run();
}
