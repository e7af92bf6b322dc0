import { setTimeout as sleep } from 'node:timers/promises';
import type { Documents } from './documents.ts';
import type { Supergraph } from './supergraph.ts';

/** Milliseconds between two looks whether it is still used. */
const LOOK_MS = 25;

/**
 * A supergraph with everything that was read and planned by it. When another takes its place, whoever began on it finishes on it; so
 * whoever needs one asks for the current one, and keeps it for one task.
 */
export class Generation {
  readonly number: number;
  readonly supergraph: Supergraph;
  readonly documents: Documents;
  #users = 0;

  constructor(number: number, supergraph: Supergraph, documents: Documents) {
    this.number = number;
    this.supergraph = supergraph;
    this.documents = documents;
  }

  /** It stays whole until the task is done. */
  async use<T>(task: () => Promise<T>): Promise<T> {
    this.#users += 1;
    try {
      return await task();
    } finally {
      this.#users -= 1;
    }
  }

  /**
   * Resolves when nobody uses it, or after so long. It looks from another turn of the event loop: whoever was admitted a moment ago
   * has begun by then.
   */
  async drained(deadlineMs: number): Promise<void> {
    const tooLate = performance.now() + deadlineMs;
    do await sleep(LOOK_MS);
    while (this.#users > 0 && performance.now() < tooLate);
  }
}
