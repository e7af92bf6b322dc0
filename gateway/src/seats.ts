import type { Limits } from './options.ts';

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

  /** Counts a connection of this person, unless they hold as many as they may. Nobody in particular has no such limit. */
  hold(subject: string | undefined): (() => void) | undefined {
    if (subject === undefined) return () => undefined;
    const held = this.#held.get(subject) ?? 0;
    if (held >= this.#limits.socketsPerPerson) return undefined;
    this.#held.set(subject, held + 1);
    return once(() => {
      const left = (this.#held.get(subject) ?? 0) - 1;
      if (left > 0) this.#held.set(subject, left);
      else this.#held.delete(subject);
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
