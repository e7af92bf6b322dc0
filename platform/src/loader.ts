import { notFound } from './refusal.ts';
import type { Request } from './request.ts';

/**
 * The door to one owned type: resolvers, references from other subgraphs and live deliveries all come through it.
 * It loads in batches and authorises in sets before anything is revealed; what is hidden answers as if it did not exist.
 */
export interface Loader<T> {
  /** The GraphQL type. */
  readonly type: string;
  /** What identifies a row among those of one type. */
  keyOf(row: T): string;
  /** The same, from the key fields of a reference. */
  keyOfReference(key: Readonly<Record<string, unknown>>): unknown;
  /** The rows that exist among these keys, in any order. */
  load(request: Request, keys: readonly string[]): Promise<readonly T[]>;
  /** Those of the rows that the request may see: one question for the whole set. Nobody who is not signed in is asked for. */
  visible(request: Request, rows: readonly T[]): Promise<readonly T[]>;
}

type Keyed<T> = Pick<Loader<T>, 'keyOf' | 'keyOfReference'>;
type Questions<T> = Pick<Loader<T>, 'type' | 'load' | 'visible'>;

/** A loader of rows with an `id`; other keys name `keyOf` and `keyOfReference`. */
export function defineLoader<T extends { id: string }>(loader: Questions<T> & Partial<Keyed<T>>): Loader<T>;
export function defineLoader<T>(loader: Questions<T> & Keyed<T>): Loader<T>;
export function defineLoader<T>(loader: Questions<T> & Partial<Keyed<T>>): Loader<T> {
  return {
    keyOf: (row) => (row as { id: string }).id,
    keyOfReference: (key) => key.id,
    ...loader,
  };
}

/** Loads a set of keys and leaves out what the request may not see. */
export async function loadVisible<T>(
  loader: Loader<T>,
  request: Request,
  keys: readonly string[],
): Promise<Map<string, T>> {
  if (request.actor.kind === 'anonymous') return new Map();
  const rows = await loader.load(request, keys);
  const visible = rows.length === 0 ? rows : await loader.visible(request, rows);
  return new Map(visible.map((row) => [loader.keyOf(row), row]));
}

/**
 * A row as it stands now, through its door, for a command to decide upon and to change, or to answer a repeated one with: not the
 * copy that an earlier field or a failed flush of the same request has left behind. Throws NOT_FOUND; `what` is a noun.
 */
export async function fresh<T>(request: Request, loader: Loader<T>, id: string, what: string): Promise<T> {
  const row = (await loadVisible(loader, request, [id])).get(id);
  if (!row) throw notFound(what);
  request.prime(loader, row);
  return row;
}
