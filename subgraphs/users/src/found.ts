import { type Loader, loadVisible } from '@learnova/platform/loader';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';

/** The row, or NOT_FOUND: also for what exists and may not be seen. */
export function orNotFound(what: string): <T>(row: T | null) => T {
  return (row) => {
    if (row === null) throw notFound(what);
    return row;
  };
}

/** The row as it stands now, for a repeated command: what this request has read of it before may be older. */
export async function reread<T>(request: Request, loader: Loader<T>, id: string): Promise<T> {
  const rows = await loadVisible(loader, request, [id]);
  return orNotFound(loader.type)(rows.get(id) ?? null);
}
