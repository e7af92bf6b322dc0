import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';

/**
 * Whoever moves money on the accounts of these students, or of these payments, does so in turn. What is to be moved may only be
 * known once it stands still, so it is read again under the turns, until they cover it. (Two who need each other's second turn
 * are a deadlock, which the database ends for one of them; `idempotent` decides that one anew.)
 */
export async function inTurn<T extends Moved>(request: Request, read: () => Promise<T>): Promise<T> {
  const taken = new Set<string>();
  for (;;) {
    const moved = await read();
    const keys = [
      ...moved.studentIds.map((id) => `account ${id}`),
      ...moved.paymentIds.map((id) => `payment ${id}`),
    ].filter((key) => !taken.has(key));
    if (taken.size > 0 && keys.length === 0) return moved;
    await takeTurns(request, keys);
    for (const key of keys) taken.add(key);
    if (keys.length === 0) return moved;
  }
}

interface Moved {
  readonly studentIds: readonly string[];
  readonly paymentIds: readonly string[];
}
