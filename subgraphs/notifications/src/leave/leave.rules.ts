import type { LeaveRequests } from '@learnova/schema/asks/leave';
import type { z } from 'zod';
import type { Telling } from '../notification/notification.tell-all.ts';

export type Leave = z.infer<typeof LeaveRequests.output>[number];

export const leaveKinds = [
  'LEAVE_REQUESTED',
  'LEAVE_REMINDER',
  'LEAVE_APPROVED',
  'LEAVE_DECLINED',
  'LEAVE_WITHDRAWN',
  'LEAVE_CANCELLED',
] as const;
export type LeaveKind = (typeof leaveKinds)[number];

/** Where a request must stand for a thing to be told of it still. */
export const standsAs: Readonly<Record<LeaveKind, Leave['state']>> = {
  LEAVE_REQUESTED: 'PENDING',
  LEAVE_REMINDER: 'PENDING',
  LEAVE_APPROVED: 'APPROVED',
  LEAVE_DECLINED: 'DECLINED',
  LEAVE_WITHDRAWN: 'WITHDRAWN',
  LEAVE_CANCELLED: 'CANCELLED',
};

/** What is said of one request, in ids and days. Of a student it is only to the family: whoever decides is told of nobody by name. */
export interface LeaveTold {
  readonly leaveRequestId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly to: 'SELF' | 'FAMILY' | 'SCHOOL';
  readonly studentId?: string;
}

function toldOf({ leaveRequestId, firstDay, lastDay }: Leave): Omit<LeaveTold, 'to'> {
  return { leaveRequestId, firstDay, lastDay };
}

/** To each who may decide: one message of all requests that wait for them. */
export function toApprovers(
  kind: LeaveKind,
  waiting: readonly (Leave & { readonly approverIds: readonly string[] })[],
): Telling[] {
  const byApprover = Map.groupBy(
    waiting.flatMap((leave) => leave.approverIds.map((personId) => ({ personId, leave }))),
    ({ personId }) => personId,
  );
  return [...byApprover].map(([personId, some]) => ({
    ...{ personId, kind },
    statements: some.map(({ leave }): LeaveTold => ({ ...toldOf(leave), to: 'SCHOOL' })),
    // Of several requests at once it is no thread of one.
    ...(some.length === 1 && some[0] && { noticeId: some[0].leave.leaveRequestId }),
  }));
}

/** Who may know now, around one request. */
export interface Circle {
  /** Guardians who may see the records of the student whose leave it is. */
  readonly guardianIds: readonly string[];
  /** Who keeps the records where it was asked for, and so may ask in anybody's place. */
  readonly keeperIds: readonly string[];
}

/**
 * What became of a request, to those who wait for it: whose leave it is, or the guardians who may see a student's records; and whoever
 * has asked in their place, while they keep the records. A guardian who has asked and lost access is told no more. Never to who did it.
 */
export function toApplicants(
  kind: LeaveKind,
  leave: Leave,
  { guardianIds, keeperIds }: Circle,
  actorId: string | null,
): Telling[] {
  const { personId, audience, requestedBy, leaveRequestId: noticeId } = leave;
  const student = audience === 'STUDENT' ? { studentId: personId } : {};
  const told = new Map<string, LeaveTold>();
  if (keeperIds.includes(requestedBy)) told.set(requestedBy, { ...toldOf(leave), to: 'SCHOOL' });
  for (const id of guardianIds) told.set(id, { ...toldOf(leave), to: 'FAMILY', ...student });
  // A student who has guardians leaves it to them, but for what they have asked for themselves.
  if (audience === 'STAFF' || requestedBy === personId || guardianIds.length === 0)
    told.set(personId, { ...toldOf(leave), to: 'SELF', ...student });
  if (actorId) told.delete(actorId);
  return [...told].map(([who, statement]) => ({
    ...{ personId: who, kind, noticeId, statements: [statement] },
  }));
}
