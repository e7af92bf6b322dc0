import { person } from '@learnova/platform/actor';
import { earliest } from '@learnova/platform/live/live';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { PaysFor } from '@learnova/schema/asks/users';
import { bursary } from '@learnova/schema/role-groups';

/**
 * The students whose accounts the person who asks may see as their own: themselves, and those for whom they pay now. For each,
 * the instant at which that ends; null where it does not.
 */
export async function studentsOfPayer(request: Request): Promise<ReadonlyMap<string, Date | null>> {
  const { personId } = person(request);
  const ties = new Map<string, Date | null>();
  for (const { studentId, until } of await request.ask(PaysFor, { payerIds: [personId] })) {
    const end = until === null ? null : new Date(until);
    ties.set(studentId, ties.has(studentId) ? earliest(ties.get(studentId) ?? null, end) : end);
  }
  return ties.set(personId, null);
}

/** Organizations whose accounts the person who asks keeps. */
export async function organizationsKept(request: Request): Promise<ReadonlySet<string>> {
  return organizationsOf(await request.standing(), bursary);
}
