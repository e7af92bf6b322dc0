import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import type { GraphQLFormattedError } from 'graphql';
import type { Asking } from './asking.ts';
import { copyOf, type Data, isData, merge } from './data.ts';
import { renamed } from './faults.ts';
import type { Keys } from './missing.ts';
import { type Place, pathsOf } from './positions.ts';
import type { Representing } from './representations.ts';
import type { Rewrite } from './rewrites.ts';

/** A fetch of what a service adds to entities, as it was compiled. */
export interface EntityFetch {
  readonly node: FetchNode;
  /** The query without its name, which is another at each place of the plan: what is equal here is one question. */
  readonly question: string;
  readonly representing: Representing;
  /** Names that the client gave, by those in the service's answer. */
  readonly names: ReadonlyMap<string, string>;
  readonly rewrite: Rewrite | undefined;
  readonly keys: Keys;
  /** Whether a type is an interface. */
  readonly isInterface: (typename: unknown) => boolean;
}

/** What one fetch waits for at its place. */
export class Receivers {
  readonly #fetch: EntityFetch;
  readonly #place: Place;
  readonly #objects: Data[] = [];
  /** For each of the objects, the index of its representation in the request. */
  readonly #indexes: number[] = [];
  #paths: ReadonlyMap<Data, ResponsePath[]> | undefined;

  constructor(fetch: EntityFetch, place: Place) {
    this.#fetch = fetch;
    this.#place = place;
  }

  get isEmpty(): boolean {
    return this.#objects.length === 0;
  }

  add(object: Data, index: number): void {
    this.#objects.push(object);
    this.#indexes.push(index);
  }

  /**
   * Writes each entity into the objects that asked for it.
   * @param shares how many objects receive each, here and elsewhere
   * @param owners who took an entity over; others copy it, since what is later asked at their place is not what is asked there
   */
  deliver(entities: readonly unknown[], shares: readonly number[], owners: (Receivers | undefined)[]): void {
    const copies: Data[] = [];
    for (let n = 0; n < this.#objects.length; n += 1) {
      const index = this.#indexes[n] ?? 0;
      const entity = entities[index];
      const object = this.#objects[n];
      if (!object || !isData(entity)) continue;
      // A service that knows the interface alone cannot say of what type an entity is; whoever can, has or will.
      if (entity.__typename && this.#fetch.isInterface(entity.__typename)) entity.__typename = undefined;
      if (this.#fetch.rewrite) {
        this.#rewritten(object, entity, this.#fetch.rewrite);
        continue;
      }
      owners[index] ??= this;
      if (owners[index] !== this) copies[index] ??= copyOf(entity);
      merge(object, copies[index] ?? entity, (shares[index] ?? 0) > 1);
    }
  }

  /** Where the fetch asked for something, at each place that an entity has. */
  *paths(asking: Asking): Generator<ResponsePath> {
    this.#paths ??= pathsOf(asking.root, this.#place.path);
    for (const object of this.#objects)
      for (const path of this.#paths.get(object) ?? [])
        for (const key of this.#fetch.keys(object.__typename)) yield [...path, key];
  }

  #rewritten(object: Data, entity: Data, rewrite: Rewrite): void {
    const copy = copyOf(entity);
    // Rewrites go by types; of those the answer itself need not say a word.
    copy.__typename ??= object.__typename;
    rewrite(copy);
    merge(object, copy);
  }

  /**
   * Tells an error at each place in the answer that an entity has.
   * @param rest the path inside the entity
   */
  tell(
    asking: Asking,
    index: number,
    error: GraphQLFormattedError,
    rest: readonly (string | number)[],
  ): void {
    this.#paths ??= pathsOf(asking.root, this.#place.path);
    const inner = renamed(rest, this.#fetch.names);
    for (const [n, object] of this.#objects.entries()) {
      if (this.#indexes[n] !== index) continue;
      for (const path of this.#paths.get(object) ?? [])
        asking.tell(this.#fetch.node.serviceName, error, [...path, ...inner]);
    }
  }
}
