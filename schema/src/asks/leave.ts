import { z } from 'zod';
import { defineAsk, id, instant, page, schoolDay } from '../define.ts';
import { leaveAudiences } from '../events/leave.ts';

export const leaveStates = ['PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'] as const;

/** Where requests for leave stand now: when, and never why. Unknown ids are left out. */
export const LeaveRequests = defineAsk('leave.requests', {
  admits: ['notifications'],
  input: z.object({ leaveRequestIds: z.array(id) }),
  output: z.array(
    z.object({
      leaveRequestId: id,
      /** Whose leave it is. */
      personId: id,
      audience: z.enum(leaveAudiences),
      requestedBy: id,
      /** Who has granted it or not; null while nobody has. */
      decidedBy: id.nullable(),
      state: z.enum(leaveStates),
      firstDay: schoolDay,
      lastDay: schoolDay,
    }),
  ),
});

/**
 * Leave of these people that waits for a decision or was granted: when, and never why. Without people, a page of those who ever asked,
 * after an id. Each person who is asked about is named.
 */
export const StandingLeave = defineAsk('leave.standing', {
  admits: ['frontend'],
  input: z.object({
    personIds: z.array(id).nullable(),
    ...page,
  }),
  output: z.array(
    z.object({
      personId: id,
      leave: z.array(
        z.object({
          leaveRequestId: id,
          audience: z.enum(leaveAudiences),
          organizationId: id,
          state: z.enum(['PENDING', 'APPROVED']),
          firstDay: schoolDay,
          lastDay: schoolDay,
          /** The days on which the person is away, and from when to when by the clock of the school. */
          days: z.array(z.object({ date: schoolDay, from: instant, to: instant })),
        }),
      ),
    }),
  ),
});
