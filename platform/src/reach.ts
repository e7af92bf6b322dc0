interface Address {
  readonly url: string;
  /** By the process' own clock; nobody prefers it before. 0 where it has answered last. */
  sparedUntil: number;
}

/** Milliseconds for which an address that gave no answer is asked last. */
const spareMs = 5_000;

/** One service at one address or several, of which any will do: each has its turn. */
export class Reach {
  readonly #addresses: readonly Address[];
  #turn = 0;

  /** @param urls to which a path is added as it stands; one at least */
  constructor(urls: readonly string[]) {
    this.#addresses = urls.map((url) => ({ url, sparedUntil: 0 }));
  }

  /**
   * As `fetch`. Where no answer comes, or that of a process which is about to end (503), the next address is asked, a sole one once more:
   * so what is sent must change nothing. Throws what the last one failed with, and the reason of the signal at once.
   */
  async fetch(path: string, init: RequestInit): Promise<Response> {
    const inTurn = this.#inTurn();
    const attempts = inTurn.length > 1 ? inTurn : [...inTurn, ...inTurn];
    for (const [n, address] of attempts.entries()) {
      const isLast = n + 1 === attempts.length;
      // While one finds out whether it answers again, others pass it by.
      if (address.sparedUntil > 0) spare(address);
      try {
        const answer = await fetch(address.url + path, init);
        if (answer.status !== 503) address.sparedUntil = 0;
        else spare(address);
        if (answer.status !== 503 || isLast) return answer;
        await answer.body?.cancel();
      } catch (error) {
        spare(address);
        if (isLast || init.signal?.aborted) throw error;
      }
    }
    throw new Error('a service has no address');
  }

  #inTurn(): readonly Address[] {
    this.#turn = (this.#turn + 1) % this.#addresses.length;
    const inTurn = [...this.#addresses.slice(this.#turn), ...this.#addresses.slice(0, this.#turn)];
    const now = performance.now();
    const isSpared = ({ sparedUntil }: Address) => sparedUntil > now;
    return [...inTurn.filter((one) => !isSpared(one)), ...inTurn.filter(isSpared)];
  }
}

function spare(address: Address): void {
  address.sparedUntil = performance.now() + spareMs;
}
