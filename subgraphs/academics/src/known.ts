import { defineLoader, type Loader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';

/** A `visible` for rows that hang on what the actor sees already. Never for an id that came from outside. */
export async function known<T>(_request: Request, rows: readonly T[]): Promise<readonly T[]> {
  return rows;
}

/** What hangs on one row: the lessons of a pattern, the teachers of a section. */
export interface Hanging<T> {
  readonly id: string;
  readonly list: readonly T[];
}

/** Loads the lists that hang on a set of rows in one go. The rows have passed a door; what is listed is theirs to show. */
export function defineLists<R, T>(lists: {
  /** `Section.staff` */
  readonly type: string;
  /** All that hangs on any of these, in the order in which it is listed. */
  load(request: Request, ids: readonly string[]): Promise<readonly R[]>;
  readonly of: (row: R) => string;
  readonly item: (row: R) => T;
}): Loader<Hanging<T>> {
  return defineLoader<Hanging<T>>({
    type: lists.type,
    async load(request, ids) {
      const found = new Map(ids.map((id) => [id, [] as T[]]));
      for (const row of await lists.load(request, ids)) found.get(lists.of(row))?.push(lists.item(row));
      return [...found].map(([id, list]) => ({ id, list }));
    },
    visible: known,
  });
}
