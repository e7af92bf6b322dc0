import { changedBySomebody } from '@learnova/platform/changed';
import type { Newest, Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';

/** The refusal of a command that was decided upon an older version than this row has. */
export function changed(request: Request, what: 'meeting' | 'enrollment', row: Newest): Promise<Refusal> {
  return changedBySomebody(request, `ACADEMICS_${what.toUpperCase()}_CHANGED`, what, row);
}
