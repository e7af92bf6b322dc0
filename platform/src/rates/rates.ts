/** How much anybody may take: `capacity` at once, which is full again after `windowMs` without a visit. */
export interface RateRules {
  readonly capacity: number;
  readonly windowMs: number;
}

export interface Taken {
  /** Milliseconds after which there would have been enough; 0 when it was taken. */
  readonly retryAfterMs: number;
  /** What is left now. */
  readonly left: number;
}

/**
 * Counts what each takes. A leaky bucket by one number a key: the instant at which the bucket would be empty again (GCRA). More
 * than the capacity counts as all of it, so that nothing waits for ever.
 */
export interface Rates {
  /** Never rejects: whoever counts elsewhere and cannot reach it counts here. */
  take(key: string, amount: number, rules: RateRules): Promise<Taken>;
  close(): Promise<void>;
}

/** One step of the bucket. @param empty when it is empty again, if nothing is taken */
export function step(empty: number, now: number, amount: number, { capacity, windowMs }: RateRules) {
  const one = windowMs / capacity;
  const from = Math.max(empty, now);
  const until = from + Math.min(amount, capacity) * one;
  const over = until - now - windowMs;
  const isTaken = over <= 1e-6;
  const held = (isTaken ? until : from) - now;
  return {
    empty: isTaken ? until : from,
    taken: {
      retryAfterMs: isTaken ? 0 : Math.ceil(over),
      left: Math.max(0, Math.floor((windowMs - held) / one + 1e-6)),
    },
  };
}
