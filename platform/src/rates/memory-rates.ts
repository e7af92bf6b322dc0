import { LRUCache } from 'lru-cache';
import { type RateRules, type Rates, step, type Taken } from './rates.ts';

/** Keys that are remembered: beyond, whoever has not come for the longest time begins anew. */
const MOST = 100_000;

/** Counts in this process. */
export class MemoryRates implements Rates {
  readonly #empty = new LRUCache<string, number>({ max: MOST });

  async take(key: string, amount: number, rules: RateRules): Promise<Taken> {
    return this.takeNow(key, amount, rules);
  }

  takeNow(key: string, amount: number, rules: RateRules): Taken {
    const now = performance.now();
    const { empty, taken } = step(this.#empty.get(key) ?? now, now, amount, rules);
    this.#empty.set(key, empty);
    return taken;
  }

  async close(): Promise<void> {
    this.#empty.clear();
  }
}
