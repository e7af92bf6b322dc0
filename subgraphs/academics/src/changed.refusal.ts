import { changedBySomebody } from '@learnova/platform/changed';
import type { Newest, Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';

type Kept = 'meeting' | 'enrollment' | 'session' | 'course' | 'room' | 'section' | 'assignment' | 'program';

/** The refusal of a command that was decided upon an older version than this row has. */
export function changed(request: Request, what: Kept, row: Newest): Promise<Refusal> {
  return changedBySomebody(request, `ACADEMICS_${what.toUpperCase()}_CHANGED`, what, row);
}
