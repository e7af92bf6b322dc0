/**
 * How many calls may be sent again: a share of those that are made, and a few at once. When everything fails, repeating
 * everything would double the load of whoever is overloaded.
 */
export class RetryBudget {
  readonly #share: number;
  readonly #most: number;
  #left: number;

  /** @param share retries for each call, such as 0.1 @param most retries at once */
  constructor(share: number, most: number) {
    this.#share = share;
    this.#most = most;
    this.#left = most;
  }

  /** A call was made. */
  earn(): void {
    this.#left = Math.min(this.#most, this.#left + this.#share);
  }

  /** Whether one more may be sent again. */
  take(): boolean {
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
