import type { ServiceName } from '@learnova/schema/services';
import { type Schedule, schedule } from './handlers.ts';
import { IdempotencyEntry } from './idempotency-entry.entity.ts';

const day = 24 * 3_600_000;

/**
 * Idempotency keys are kept for thirty days: longer than any client tries a command again. Every subgraph has this schedule, since
 * every subgraph has the table.
 */
export function forgetKeys(service: ServiceName): Schedule {
  return schedule(`${service}.forget-idempotency-keys`, '40 2 * * *', async (request) => {
    const before = new Date((await request.now()).getTime() - 30 * day);
    await request.em.nativeDelete(IdempotencyEntry, { createdAt: { $lt: before } });
  });
}
