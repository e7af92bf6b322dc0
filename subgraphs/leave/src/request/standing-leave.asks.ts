import { answer } from '@learnova/platform/ask/answer';
import { idsIn } from '@learnova/platform/ask/ids-in';
import { StandingLeave } from '@learnova/schema/asks/leave';
import { intervalOf } from '../calendar/half-days.rules.ts';
import { LeaveRequest } from './leave-request.entity.ts';
import { LeaveSlot } from './leave-slot.entity.ts';

export const answerStandingLeave = answer(StandingLeave, async (request, { personIds, ...page }) => {
  const ids = personIds ?? (await idsIn(request, 'leave_request', 'person_id', page));
  const standing = await request.em.find(
    LeaveRequest,
    { personId: { $in: [...ids] }, state: { $in: ['PENDING', 'APPROVED'] } },
    { orderBy: { firstDay: 'asc', id: 'asc' } },
  );
  const slots = await request.em.find(LeaveSlot, { leaveRequestId: { $in: standing.map(({ id }) => id) } });
  const slotsOf = Map.groupBy(slots, ({ leaveRequestId }) => leaveRequestId);
  const leaveOf = Map.groupBy(standing, ({ personId }) => personId);
  return ids.map((personId) => ({
    personId,
    leave: (leaveOf.get(personId) ?? []).map((leave) => ({
      ...{ leaveRequestId: leave.id, audience: leave.audience, organizationId: leave.organizationId },
      state: leave.state === 'PENDING' ? ('PENDING' as const) : ('APPROVED' as const),
      ...{ firstDay: leave.firstDay, lastDay: leave.lastDay },
      days: daysOf(slotsOf.get(leave.id) ?? [], leave.timeZone),
    })),
  }));
});

/** Two halves of a day are one stretch of time. */
function daysOf(slots: readonly LeaveSlot[], timeZone: string) {
  return [...Map.groupBy(slots, ({ date }) => date)]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([date, some]) => {
      const spans = some.map((slot) => intervalOf(slot, timeZone));
      const [from, to] = [
        Math.min(...spans.map((span) => span.from.getTime())),
        Math.max(...spans.map((span) => span.to.getTime())),
      ];
      return { date, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    });
}
