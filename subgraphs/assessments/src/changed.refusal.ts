import { changedBySomebody } from '@learnova/platform/changed';
import type { Newest, Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';

/** Somebody else was faster. `what` is a noun. */
export function changed(request: Request, what: string, newest: Newest): Promise<Refusal> {
  return changedBySomebody(request, 'ASSESSMENTS_CHANGED', what, newest);
}
