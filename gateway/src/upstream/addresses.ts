import { DeadlineExceeded } from '../deadline.ts';
import { type Endpoint, Spared, Unreachable } from '../endpoint.ts';
import { Breaker, type BreakerRules, type Outcome } from './breaker.ts';

interface Address {
  readonly endpoint: Endpoint;
  readonly breaker: Breaker;
  /** Calls that are under way. */
  open: number;
}

/** The addresses of one service, each behind a breaker of its own. */
export class Addresses {
  readonly #addresses: readonly Address[];
  /** Where the search begins: of those that are equally busy each has its turn. */
  #turn = 0;

  /** @param changed is told when the breaker of an address, counted from 1, opens or closes */
  constructor(
    endpoints: readonly Endpoint[],
    rules: BreakerRules,
    changed: (address: number, isOpen: boolean) => void,
  ) {
    this.#addresses = endpoints.map((endpoint, index) => ({
      endpoint,
      breaker: new Breaker(rules, (isOpen) => changed(index + 1, isOpen)),
      open: 0,
    }));
  }

  get endpoints(): readonly Endpoint[] {
    return this.#addresses.map(({ endpoint }) => endpoint);
  }

  /**
   * Runs the task at the least busy address that may be asked. Only an answer that did not come counts against an
   * address, a fault of the program does not. One at which nobody is there is spared at once where there is another.
   * Throws `Spared` where none may be asked.
   * @param left is aborted when the caller gave up, which is no fault of the address
   * @param tried addresses that were asked before: another is preferred; the one that is asked is added
   */
  async run<T>(
    left: AbortSignal,
    task: (endpoint: Endpoint) => Promise<T>,
    tried: Set<unknown> = new Set(),
  ): Promise<T> {
    const address = this.#choose(tried);
    if (!address) throw new Spared();
    tried.add(address);
    const finish = address.breaker.begin();
    address.open += 1;
    try {
      const answer = await task(address.endpoint);
      finish('answered');
      return answer;
    } catch (error) {
      finish(left.aborted ? 'given up' : this.#told(error, address));
      throw error;
    } finally {
      address.open -= 1;
    }
  }

  /** Whether there is an address to go to that was not asked. */
  hasAnother(tried: ReadonlySet<unknown>): boolean {
    return this.#addresses.some((address) => !tried.has(address) && isOpenTo(address, tried));
  }

  /** Resolves with what the first address says that is ready; rejects when none is. */
  async ready(call: Parameters<NonNullable<Endpoint['ready']>>[0]): Promise<boolean> {
    const asked = this.#addresses.map(async ({ endpoint, breaker }) => {
      const isTold = (await endpoint.ready?.(call)) ?? false;
      if (isTold) breaker.close();
      return isTold;
    });
    const answers = await Promise.allSettled(asked);
    if (answers.some((answer) => answer.status === 'fulfilled' && answer.value)) return true;
    if (answers.some((answer) => answer.status === 'fulfilled')) return false;
    return asked[0] ?? false;
  }

  #told(error: unknown, address: Address): Outcome {
    if (error instanceof DeadlineExceeded) return 'silent';
    if (!(error instanceof Unreachable)) return 'answered';
    const hasOther = this.#addresses.some((other) => other !== address && other.breaker.admits);
    return error.isUnsent && hasOther ? 'absent' : 'failed';
  }

  #choose(tried: ReadonlySet<unknown>): Address | undefined {
    this.#turn += 1;
    const count = this.#addresses.length;
    let best: Address | undefined;
    for (let n = 0; n < count; n += 1) {
      const address = this.#addresses[(this.#turn + n) % count];
      if (!address || !isOpenTo(address, tried)) continue;
      if (!best || rank(address, tried) < rank(best, tried)) best = address;
    }
    return best;
  }
}

/**
 * Whoever was sent away elsewhere also knocks where nobody was a moment ago, or where whoever was there was leaving: in a rolling
 * restart an address goes as soon as the one before it is back, which we may not know yet. While one is finding that out, and an answer
 * may take its time, those who have nowhere else to go come along.
 */
function isOpenTo(address: Address, tried: ReadonlySet<unknown>): boolean {
  const { admits, isQuick, isTrying } = address.breaker;
  return admits || (isQuick && !tried.has(address) && (isTrying || tried.size > 0));
}

function rank(address: Address, tried: ReadonlySet<unknown>): number {
  return address.open + (tried.has(address) ? 1_000_000 : 0) + (address.breaker.admits ? 0 : 10_000);
}
