import { commit } from './commit.ts';
import type { Request } from './request.ts';

/**
 * Work that takes turns or locks outside of a command, as jobs and schedules do step by step: all that it writes stands afterwards, with
 * what it tells, or nothing of it, and its turns end.
 */
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
