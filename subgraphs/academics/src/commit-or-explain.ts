import { Clash, commit } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { DeadlockException, DriverException, OptimisticLockError } from '@mikro-orm/core';

/** PostgreSQL: an exclusion constraint was violated. */
const exclusionViolation = '23P01';

/** Why a command that was decided rightly could not be written: somebody else wrote first. */
export type Overtaken = 'version' | 'interval';

/**
 * The one flush of a command whose rows others may change at the same moment. What they did is read and explained after
 * the failed flush; `idempotent` first looks whether "they" were this very command.
 * Two who insert overlapping intervals at once may wait for each other: PostgreSQL then refuses one of them as a deadlock.
 */
export async function commitOrExplain(
  request: Request,
  explain: (by: Overtaken) => Promise<Error>,
): Promise<void> {
  try {
    await commit(request);
  } catch (error) {
    const by = overtakenBy(error);
    throw by ? new Clash(error, () => explain(by)) : error;
  }
}

function overtakenBy(error: unknown): Overtaken | null {
  if (error instanceof OptimisticLockError) return 'version';
  if (error instanceof DeadlockException) return 'interval';
  return error instanceof DriverException && error.code === exclusionViolation ? 'interval' : null;
}
