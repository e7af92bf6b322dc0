import { z } from 'zod';
import { defineAsk, id, schoolDay } from '../define.ts';
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
