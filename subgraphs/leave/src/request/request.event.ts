import type { Pointer } from '@learnova/platform/live/log';
import { topic } from '@learnova/schema/topics';
import type { LeaveRequest } from './leave-request.entity.ts';

export const personTopic = (personId: string) => topic('leave.person', personId);
export const approverTopic = (personId: string) => topic('leave.approver', personId);

type Told = Pick<LeaveRequest, 'id' | 'personId' | 'audience' | 'organizationId'>;

/** What each event says of a request, with pointers for whoever watches the person's leave and for those who may decide. */
export function tell<P extends object>(
  { id: leaveRequestId, personId, audience, organizationId }: Told,
  version: number,
  approverIds: readonly string[],
  more: P,
) {
  const pointer = { typename: 'LeaveRequest', key: { id: leaveRequestId }, version };
  const topics = [personTopic(personId), ...approverIds.map(approverTopic)];
  const live: Pointer[] = topics.map((name) => ({ topic: name, ...pointer }));
  const payload = { leaveRequestId, personId, audience, ...more };
  return { aggregateId: leaveRequestId, version, organizationId, payload, live };
}
