import { counter, type Registry } from '@learnova/platform/metrics';
import type { RateRules, Rates, Taken } from '@learnova/platform/rates/rates';
import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { holderOf } from './address.ts';
import { refused } from './errors.ts';

/** Whoever asks: the person whom a verified token names, else the address. */
export interface Visitor {
  readonly subject: string | undefined;
  readonly address: string;
}

export interface RateLimitOptions {
  readonly rates: Rates;
  readonly rules: RateRules;
  readonly metrics: Registry;
}

/** What a request costs that is refused for what it says: it was parsed and validated. */
const REFUSED = 10;

/** What a person, or an address where nobody signed in, may cost. Whoever is over it is refused before anything is read. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  /** Until when those who are over it are, as far as this process knows. */
  readonly #over = new LRUCache<string, number>({ max: 10_000 });
  readonly #points;

  constructor(options: RateLimitOptions) {
    this.#options = options;
    this.#points = counter(options.metrics, 'gateway_rate_points_total', 'Cost by what became of it', [
      'outcome',
    ]);
  }

  get rules(): RateRules {
    return this.#options.rules;
  }

  /** Why whoever asks has to wait, as far as is known without asking anybody. */
  known(visitor: Visitor): GraphQLError | undefined {
    const key = keyOf(visitor);
    const left = (this.#over.get(key) ?? 0) - performance.now();
    if (left > 0) return limited(left);
    this.#over.delete(key);
    return undefined;
  }

  async take(visitor: Visitor, cost: number): Promise<Taken> {
    const key = keyOf(visitor);
    const amount = Math.max(1, cost);
    const taken = await this.#options.rates.take(key, amount, this.#options.rules);
    this.#points.inc({ outcome: taken.retryAfterMs > 0 ? 'refused' : 'taken' }, amount);
    return taken;
  }

  /** A request that was refused is counted as well; whoever sends too many is then known. */
  async takeForRefusal(visitor: Visitor): Promise<void> {
    const { retryAfterMs } = await this.take(visitor, REFUSED);
    if (retryAfterMs > 0) this.#over.set(keyOf(visitor), performance.now() + retryAfterMs);
  }
}

export function limited(ms: number): GraphQLError {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  const message = `You ask for too much in a short time. Try again in ${seconds} s, or ask for less.`;
  return refused('RATE_LIMITED', message, { retryable: true, retryAfterSeconds: seconds });
}

/** By what whoever asks is counted. */
export function keyOf({ subject, address }: Visitor): string {
  return subject === undefined ? `address:${holderOf(address)}` : `person:${subject}`;
}
