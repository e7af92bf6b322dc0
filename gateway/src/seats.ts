import type { Limits } from './options.ts';
import { keyOf, type Visitor } from './rate-limit.ts';

/** How many times the seats of a person an address has where nobody signed in: behind one there may be a house full of people. */
const HOUSEFUL = 10;

/** Who holds connections that stay: WebSockets and event streams, counted together. */
export class Seats {
  readonly #limits: Pick<Limits, 'sockets' | 'socketsPerPerson'>;
  readonly #held = new Map<string, number>();
  #taken = 0;

  constructor(limits: Pick<Limits, 'sockets' | 'socketsPerPerson'>) {
    this.#limits = limits;
  }

  /** Counts a connection of this process, and answers how to give the seat back; undefined when there is none. */
  take(): (() => void) | undefined {
    if (this.#taken >= this.#limits.sockets) return undefined;
    this.#taken += 1;
    return once(() => {
      this.#taken -= 1;
    });
  }

  /** Counts a connection of this person, or of this address where nobody signed in, unless they hold as many as they may. */
  hold(visitor: Visitor): (() => void) | undefined {
    const key = keyOf(visitor);
    const held = this.#held.get(key) ?? 0;
    const most = this.#limits.socketsPerPerson * (visitor.subject === undefined ? HOUSEFUL : 1);
    if (held >= most) return undefined;
    this.#held.set(key, held + 1);
    return once(() => {
      const left = (this.#held.get(key) ?? 0) - 1;
      if (left > 0) this.#held.set(key, left);
      else this.#held.delete(key);
    });
  }
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
