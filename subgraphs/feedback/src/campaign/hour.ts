import { order } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import type { JobContract } from '@learnova/schema/define';

/**
 * Whether a job has come to its hour by the database's clock; otherwise it is ordered for that hour again, since the clock of the
 * queue may be ahead.
 */
export async function hasCome<P>(
  request: Request,
  contract: JobContract<P>,
  payload: NoInfer<P>,
  hour: Date,
): Promise<boolean> {
  const now = await request.now();
  if (now.getTime() >= hour.getTime()) return true;
  order(request, contract, payload, now, hour);
  await request.em.flush();
  return false;
}
