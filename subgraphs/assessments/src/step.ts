import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';

/** One step of a job, by what stands when it begins: all that it writes stands together, or nothing of it. */
export function inStep(request: Request, work: () => Promise<void>): Promise<void> {
  request.forget();
  request.timePassed();
  return inTransaction(request, work);
}
