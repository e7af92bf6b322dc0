import type { Data } from './data.ts';
import { type EntityFetch, Receivers } from './entities.ts';
import type { Place } from './positions.ts';

/** Indexes by type and key, where one value is the key. */
type Known = Map<unknown, Map<unknown, number>>;

/** One question to a service about a set of entities, each of which stands in it once, and all who wait for the answer. */
export class Question {
  readonly fetch: EntityFetch;
  readonly representations: Data[] = [];
  readonly receivers: Receivers[] = [];
  /** How many objects wait for each entity. */
  readonly #shares: number[] = [];
  /** Indexes by the text of the representation. */
  readonly #byText = new Map<string, number>();

  constructor(fetch: EntityFetch) {
    this.fetch = fetch;
  }

  /** Adds the objects at a place. Those of another type than the fetch is for, or without a key, cannot be asked about. */
  add(fetch: EntityFetch, place: Place): void {
    const receivers = new Receivers(fetch, place);
    // For this fetch alone: another may have another key, or disguise the type.
    const known: Known = new Map();
    for (const object of place.objects) {
      const index = this.#indexOf(fetch, object, known);
      if (index === undefined) continue;
      this.#shares[index] = (this.#shares[index] ?? 0) + 1;
      receivers.add(object, index);
    }
    if (!receivers.isEmpty) this.receivers.push(receivers);
  }

  deliver(entities: readonly unknown[]): void {
    const owners: Receivers[] = [];
    for (const one of this.receivers) one.deliver(entities, this.#shares, owners);
  }

  #indexOf(
    { representing: { keyOf, represent } }: EntityFetch,
    object: Data,
    known: Known,
  ): number | undefined {
    const key = keyOf?.(object);
    if (key === undefined) return this.#indexByText(represent(object));
    const { __typename: typename } = object;
    let indexes = known.get(typename);
    if (!indexes) {
      indexes = new Map();
      known.set(typename, indexes);
    }
    let index = indexes.get(key);
    if (index === undefined) {
      index = this.#indexByText(represent(object));
      if (index !== undefined) indexes.set(key, index);
    }
    return index;
  }

  #indexByText(representation: Data | undefined): number | undefined {
    if (!representation) return undefined;
    const text = textOf(representation);
    let index = this.#byText.get(text);
    if (index === undefined) {
      index = this.representations.push(representation) - 1;
      this.#byText.set(text, index);
    }
    return index;
  }
}

/** Equal for equal representations alone. Most are flat, and for those this takes a fraction of what JSON would. */
function textOf(representation: Data): string {
  let text = '';
  for (const key in representation) {
    const value = representation[key];
    if (typeof value === 'string') text += `${key}"${value.length}:${value}`;
    else if (typeof value === 'object') text += `${key}~${JSON.stringify(value)}`;
    else text += `${key}=${value};`;
  }
  return text;
}
