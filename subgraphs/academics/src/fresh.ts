import { type Loader, loadVisible } from '@learnova/platform/loader';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';

/**
 * A row as it stands now, through its door, for a command to decide upon and to change: not the copy that an earlier field or
 * a failed flush of the same request has left behind. Throws NOT_FOUND; `what` is a noun.
 */
export async function fresh<T>(request: Request, loader: Loader<T>, id: string, what: string): Promise<T> {
  const row = (await loadVisible(loader, request, [id])).get(id);
  if (!row) throw notFound(what);
  request.prime(loader, row);
  return row;
}
