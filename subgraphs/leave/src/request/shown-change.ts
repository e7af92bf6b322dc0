import { isSelf } from '@learnova/platform/policy';
import type { Newest } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import type { Ties } from '../person.ties.ts';
import type { LeaveRequest } from './leave-request.entity.ts';
import { LeaveStep } from './leave-step.entity.ts';

/** Who a guardian is, is for themselves and for the office: one parent, a teacher or the student may not know the other. */
export function hidesWho(
  request: Request,
  { office }: Pick<Ties, 'office'>,
  { capacity, recordedBy }: Pick<LeaveStep, 'capacity' | 'recordedBy'>,
  { organizationId }: Pick<LeaveRequest, 'organizationId'>,
): boolean {
  return capacity === 'GUARDIAN' && !isSelf(request.actor, recordedBy) && !office.has(organizationId);
}

/** What a refusal may tell of the newest step of a request: without who took it, where that is hidden. */
export async function shownChange(request: Request, ties: Ties, leave: LeaveRequest): Promise<Newest> {
  const { id: leaveRequestId, version, changedBy, changedAt } = leave;
  const step = await request.em.findOneOrFail(LeaveStep, { leaveRequestId, version });
  return { version, changedAt, changedBy: hidesWho(request, ties, step, leave) ? null : changedBy };
}
