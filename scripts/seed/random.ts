/** The digits of each byte: a large number is far slower in telling its own. */
const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A seeded generator: the same seed gives the same school, byte for byte. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1); mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i -= 1) {
      const j = this.below(i + 1);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }

  /** Close to a beta distribution by the mean of `a + b - 1` uniform order statistics; whole `a` and `b` only. */
  beta(a: number, b: number): number {
    const draws = Array.from({ length: a + b - 1 }, () => this.next()).sort((x, y) => x - y);
    return draws[a - 1] as number;
  }

  /** An id of the form of UUIDv8: its content is ours. */
  id(): string {
    let hex = '';
    for (let word = 0; word < 4; word += 1) {
      const bits = Math.floor(this.next() * 4_294_967_296);
      for (let shift = 24; shift >= 0; shift -= 8) hex += hexOf[(bits >>> shift) & 255];
    }
    const variant = '89ab'[this.below(4)] ?? '8';
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
