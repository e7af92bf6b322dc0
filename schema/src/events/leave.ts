import { z } from 'zod';
import { defineEvent, id, instant, schoolDay } from '../define.ts';

export const leaveAudiences = ['STUDENT', 'STAFF'] as const;

/** Whose leave it is, as what: a student's excuses from lessons. Reasons and kinds of leave are read in the graph alone. */
const leave = z.object({ leaveRequestId: id, personId: id, audience: z.enum(leaveAudiences) });

/** Half a day of the person's own working time. */
const slot = z.object({
  date: schoolDay,
  part: z.enum(['MORNING', 'AFTERNOON']),
  /** The half day by the clock of the school: from midnight to noon, or from noon to midnight. */
  from: instant,
  to: instant,
});

/** Somebody asks for leave. `approverIds` may decide, as things stand now. */
export const LeaveRequested = defineEvent('leave.requested', leave.extend({ approverIds: z.array(id) }));

/** The leave is granted: these half days, in the order of time. */
export const LeaveApproved = defineEvent('leave.approved', leave.extend({ slots: z.array(slot) }));

export const LeaveDeclined = defineEvent('leave.declined', leave);

/** The request was taken back before anybody had decided. */
export const LeaveWithdrawn = defineEvent('leave.withdrawn', leave);

/** A leave that was granted holds no longer, none of it. */
export const LeaveCancelled = defineEvent('leave.cancelled', leave);

/** Requests have waited for two days: it is time to remind whoever may decide. */
export const LeaveReminderDue = defineEvent(
  'leave.reminder-due',
  z.object({ reminders: z.array(leave.extend({ approverIds: z.array(id) })) }),
);
