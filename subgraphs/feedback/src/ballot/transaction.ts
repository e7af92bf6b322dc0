import { commit } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';

/** Work that takes locks, in a transaction of its own: all of it stands afterwards, or nothing. */
export async function inTransaction<T>(request: Request, work: () => Promise<T>): Promise<T> {
  await request.em.begin();
  try {
    const result = await work();
    await commit(request);
    return result;
  } catch (error) {
    if (request.em.isInTransaction()) await request.em.rollback();
    throw error;
  }
}
