import { commit } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';

/** One step of a job: all that it writes stands together, or nothing of it. */
export async function inTransaction(request: Request, work: () => Promise<void>): Promise<void> {
  request.forget();
  request.timePassed();
  await request.em.begin();
  try {
    await work();
    await commit(request);
  } catch (error) {
    if (request.em.isInTransaction()) await request.em.rollback();
    throw error;
  }
}
