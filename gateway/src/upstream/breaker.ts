export interface BreakerRules {
  /** Failures within `windowMs` from which on it may open; 0 for never. */
  readonly failures: number;
  /** The share of calls that must have failed, between 0 and 1. */
  readonly share: number;
  /** Milliseconds over which calls are counted. */
  readonly windowMs: number;
  /** Milliseconds for which nobody is asked once it is open; then one call at a time tries again. */
  readonly openMs: number;
}

/**
 * What became of a call: it was answered; it failed at once, or nothing was heard of it; nobody was there, which opens the breaker by
 * itself; the caller left.
 */
export type Outcome = 'answered' | 'failed' | 'silent' | 'absent' | 'given up';

interface Counts {
  calls: number;
  failures: number;
}

/**
 * Spares an address that does not answer, and those who would wait for it. Closed, it lets every call pass and counts. Open, it
 * lets none pass, and after a while one: what becomes of that one decides.
 */
export class Breaker {
  readonly #rules: BreakerRules;
  readonly #changed: (isOpen: boolean) => void;
  /** The halves of the window: the one that runs, and the one before. */
  #current: Counts = { calls: 0, failures: 0 };
  #previous: Counts = { calls: 0, failures: 0 };
  #halfEndsAt: number;
  /** When the next trial may begin; undefined while it is closed. */
  #tryAt: number | undefined;
  #isTrying = false;
  /** It was opened by what failed at once, not by what said nothing: whoever knocks finds out at once how it stands. */
  #isQuick = false;

  constructor(rules: BreakerRules, changed: (isOpen: boolean) => void = () => undefined) {
    this.#rules = rules;
    this.#changed = changed;
    this.#halfEndsAt = performance.now() + rules.windowMs / 2;
  }

  get isOpen(): boolean {
    return this.#tryAt !== undefined;
  }

  /** Whether a call would be let through now. */
  get admits(): boolean {
    return this.#tryAt === undefined || (!this.#isTrying && performance.now() >= this.#tryAt);
  }

  /** Whether a call that has no better place may be let through though it is open: it cannot be held up by that. */
  get isQuick(): boolean {
    return this.#isQuick;
  }

  /** Whether somebody is finding out just now. */
  get isTrying(): boolean {
    return this.#isTrying;
  }

  /** Begins a call that is let through. What it answers is called once, with what became of it. */
  begin(): (outcome: Outcome) => void {
    const isTrial = this.isOpen;
    if (isTrial) this.#isTrying = true;
    return (outcome) => {
      if (isTrial) this.#isTrying = false;
      if (outcome === 'failed' || outcome === 'silent') this.#fail(isTrial, outcome === 'failed');
      else if (outcome === 'absent') this.#open(true);
      else if (outcome === 'answered') this.#answer(isTrial);
    };
  }

  /** It is known from elsewhere that the address answers. */
  close(): void {
    if (!this.isOpen) return;
    this.#tryAt = undefined;
    this.#isQuick = false;
    this.#current = { calls: 0, failures: 0 };
    this.#previous = this.#current;
    this.#changed(false);
  }

  #answer(isTrial: boolean): void {
    if (isTrial) this.close();
    this.#turn();
    this.#current.calls += 1;
  }

  #fail(isTrial: boolean, isQuick: boolean): void {
    const { failures: least, share } = this.#rules;
    if (isTrial) {
      if (this.isOpen) this.#open(isQuick);
      return;
    }
    this.#turn();
    this.#current.calls += 1;
    this.#current.failures += 1;
    const calls = this.#current.calls + this.#previous.calls;
    const failures = this.#current.failures + this.#previous.failures;
    if (!this.isOpen && failures >= least && failures >= share * calls) this.#open(isQuick);
  }

  /** From now on for `openMs`, also where it is open already. */
  #open(isQuick: boolean): void {
    const { failures: least, openMs } = this.#rules;
    if (least === 0) return;
    const wasOpen = this.isOpen;
    this.#isQuick = isQuick;
    this.#tryAt = performance.now() + openMs;
    if (!wasOpen) this.#changed(true);
  }

  /** Forgets the older half once the newer one is full. */
  #turn(): void {
    const now = performance.now();
    const half = this.#rules.windowMs / 2;
    if (now < this.#halfEndsAt) return;
    this.#previous = now < this.#halfEndsAt + half ? this.#current : { calls: 0, failures: 0 };
    this.#current = { calls: 0, failures: 0 };
    this.#halfEndsAt = now + half;
  }
}
