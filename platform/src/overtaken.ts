import {
  DeadlockException,
  DriverException,
  OptimisticLockError,
  UniqueConstraintViolationException,
} from '@mikro-orm/core';

/** PostgreSQL: two intervals overlap that may not. */
const exclusionViolation = '23P01';

/** PostgreSQL: two waited for each other. Of statements that are written as SQL it comes as the driver says it, unnamed by MikroORM. */
const deadlock = '40P01';

/**
 * Whether a commit failed because somebody else committed first: a unique key or a version was taken, or an interval. (Two who
 * insert overlapping intervals at once wait for each other, which PostgreSQL ends as a deadlock.)
 */
export function wasOvertaken(error: unknown): boolean {
  const kinds = [OptimisticLockError, DeadlockException, UniqueConstraintViolationException];
  if (kinds.some((kind) => error instanceof kind)) return true;
  if (error instanceof DriverException) return error.code === exclusionViolation;
  return error instanceof Error && 'code' in error && error.code === deadlock;
}
