import { LRUCache } from 'lru-cache';
import type { Operation } from './documents.ts';

/** An operation by all that its plan depends on. */
export interface Used extends Pick<Operation, 'text' | 'operationName'> {
  /** Booleans alone, as `@skip` and `@include` may ask for them: what else people send is not kept. */
  readonly variables: Readonly<Record<string, boolean>>;
}

/** Operations that are remembered, and bytes of their texts and keys. */
const MOST = 1_000;
const MOST_BYTES = 5_000_000;
/** Counts are halved after so many, so that what was asked yesterday gives way. */
const HALVED_AFTER = 10_000;

/** Which operations are asked most, of late: they are planned for a new supergraph before anybody asks it. */
export class Usage {
  readonly #known = new LRUCache<string, Used & { count: number }>({
    max: MOST,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  #noted = 0;

  note({ hash, text, operationName, variables }: Operation): void {
    const flags = flagsIn(variables);
    const key = JSON.stringify([hash, operationName, flags]);
    const known = this.#known.get(key);
    if (known) known.count += 1;
    else this.#known.set(key, { text, operationName, variables: flags, count: 1 });
    this.#noted += 1;
    if (this.#noted % HALVED_AFTER === 0) for (const used of this.#known.values()) used.count /= 2;
  }

  /** At most so many, those of most use first. */
  most(limit: number): readonly Used[] {
    return [...this.#known.values()].sort((one, other) => other.count - one.count).slice(0, limit);
  }
}

function flagsIn(variables: Readonly<Record<string, unknown>>): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const name in variables) {
    const value = variables[name];
    if (typeof value === 'boolean') flags[name] = value;
  }
  return flags;
}
