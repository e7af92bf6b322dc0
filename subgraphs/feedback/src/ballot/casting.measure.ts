import { refusal } from '@learnova/platform/refusal';

/** How many may come in a second on the whole, and how many at once. */
interface Measure {
  readonly perSecond: number;
  readonly atOnce: number;
}

/** All papers share one measure: whose they are nobody keeps. */
const ofAll: Measure = { perSecond: 100, atOnce: 400 };

/** A paper that is sent again and again spends its own measure, and not that of the others. */
const ofPaper: Measure = { perSecond: 1, atOnce: 20 };

class Bucket {
  readonly #measure: Measure;
  #tokens: number;
  #filledAt: number;

  constructor(measure: Measure, now: number) {
    this.#measure = measure;
    this.#tokens = measure.atOnce;
    this.#filledAt = now;
  }

  take(now: number): boolean {
    this.#fill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  isFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= this.#measure.atOnce;
  }

  #fill(now: number): void {
    const { perSecond, atOnce } = this.#measure;
    this.#tokens = Math.min(atOnce, this.#tokens + ((now - this.#filledAt) / 1_000) * perSecond);
    this.#filledAt = now;
  }
}

/** Against floods of ballots whose papers are good, in one process. What it knows of a paper it forgets after some seconds. */
export class CastingMeasure {
  readonly #all: Bucket;
  readonly #papers = new Map<string, Bucket>();

  constructor(now: number) {
    this.#all = new Bucket(ofAll, now);
  }

  /** @param now milliseconds. @throws BUSY */
  take(paperHash: string, now: number): void {
    for (const [hash, bucket] of this.#papers) {
      // In the order in which they came last: those behind came later still.
      if (!bucket.isFull(now)) break;
      this.#papers.delete(hash);
    }
    const own = this.#papers.get(paperHash) ?? new Bucket(ofPaper, now);
    this.#papers.delete(paperHash);
    this.#papers.set(paperHash, own);
    if (!own.take(now) || !this.#all.take(now))
      throw refusal('BUSY', 'Many cast at this moment. Send the ballot again.', { retryable: true });
  }
}
