import { Clash } from '@learnova/platform/commit';
import { type Done, idempotent } from '@learnova/platform/idempotent';
import { Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import {
  DeadlockException,
  DriverException,
  OptimisticLockError,
  UniqueConstraintViolationException,
} from '@mikro-orm/core';

/** PostgreSQL: two intervals overlap that may not. */
const exclusionViolation = '23P01';
const attempts = 3;

interface Command<T> {
  readonly replay: (done: Done) => Promise<T>;
  /** Loads, decides and commits; runs again from its beginning when somebody else committed first. */
  readonly run: (remember: (done: Done) => void) => Promise<T>;
}

/**
 * `idempotent`, for commands whose rows others may write at the same moment. Who was overtaken decides anew upon what stands
 * now, and so is refused with the reason that holds now. That reason may be this very command, sent twice: so a refusal
 * is a `Clash`, for which `idempotent` looks whether the command was carried out meanwhile.
 */
export function once<T>(
  request: Request,
  input: { readonly idempotencyKey: string },
  { replay, run }: Command<T>,
): Promise<T> {
  return idempotent(request, input, { replay, run: (remember) => decided(() => run(remember)) });
}

async function decided<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof Refusal) throw new Clash(error, () => error);
      if (!wasOvertaken(error)) throw error;
      if (attempt === attempts) throw new Clash(error, busy);
    }
  }
}

/** Two who insert overlapping intervals at once wait for each other, which PostgreSQL ends as a deadlock. */
function wasOvertaken(error: unknown): boolean {
  const kinds = [OptimisticLockError, DeadlockException, UniqueConstraintViolationException];
  if (kinds.some((kind) => error instanceof kind)) return true;
  return error instanceof DriverException && error.code === exclusionViolation;
}

function busy(): Refusal {
  return refusal('BUSY', 'Others are changing the same at this moment. Send the command again.', {
    retryable: true,
  });
}
