import type { Request } from '@learnova/platform/request';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { mayRead } from '../absence/guardianship.policy.ts';

/** The children whose records the person who asks may see now: what is left of an inbox when a guardianship has ended. */
export async function knownChildren(request: Request): Promise<ReadonlySet<string>> {
  const { actor } = request;
  if (actor.kind !== 'person') return new Set();
  const guardianships = await request.ask(ChildrenOf, { guardianIds: [actor.personId] });
  return new Set(guardianships.filter(mayRead).map((guardianship) => guardianship.studentId));
}
