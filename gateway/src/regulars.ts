import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

interface Entry<V> {
  readonly value: V;
  readonly size: number;
}

/** How much of the room is for what was asked once. */
const ONCE = 0.05;

/** So many keys are remembered longer than what they led to. */
const SEEN = 5_000;

/**
 * A cache that forgets what is asked once before what is asked again and again: documents that nobody repeats push out none that are
 * repeated, and are gone while they are young, which costs memory and the collector of garbage far less. What comes round again after it
 * is gone is known by its key, and kept then.
 */
export class Regulars<V> {
  readonly #regular: LRUCache<string, Entry<V>>;
  readonly #once: LRUCache<string, Entry<V>>;
  /** Hashes of keys, which may be long. */
  readonly #seen = new LRUCache<string, true>({ max: SEEN });

  /** @param maxSize of all values together, in whichever unit their sizes are given */
  constructor(maxSize: number) {
    const sizeCalculation = ({ size }: Entry<V>) => size;
    this.#regular = new LRUCache({ maxSize: maxSize * (1 - ONCE), sizeCalculation });
    this.#once = new LRUCache({ maxSize: maxSize * ONCE, sizeCalculation });
  }

  /** Without counting as a use. */
  has(key: string): boolean {
    return this.#regular.has(key) || this.#once.has(key);
  }

  /** What is found is a regular from then on. */
  get(key: string): V | undefined {
    const entry = this.#regular.get(key) ?? this.#once.get(key);
    if (entry && this.#once.delete(key)) this.#regular.set(key, entry);
    return entry?.value;
  }

  /** @param isRegular is known to be asked again; what is too large to wait for that is one as well */
  set(key: string, value: V, size: number, isRegular = false): void {
    const entry = { value, size };
    if (isRegular || size > this.#once.maxSize || this.#comesAgain(key)) this.#regular.set(key, entry);
    else this.#once.set(key, entry);
  }

  #comesAgain(key: string): boolean {
    const short = hash('sha1', key, 'base64');
    if (this.#seen.delete(short)) return true;
    this.#seen.set(short, true);
    return false;
  }
}
