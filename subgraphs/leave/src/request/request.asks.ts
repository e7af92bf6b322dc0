import { answer } from '@learnova/platform/ask/answer';
import { LeaveRequests } from '@learnova/schema/asks/leave';
import { LeaveRequest } from './leave-request.entity.ts';
import { LeaveStep } from './leave-step.entity.ts';

export const answerLeaveRequests = answer(LeaveRequests, async (request, { leaveRequestIds }) => {
  const rows = await request.em.find(LeaveRequest, { id: { $in: leaveRequestIds } });
  const decided = await request.em.find(LeaveStep, {
    leaveRequestId: { $in: rows.map(({ id }) => id) },
    state: { $in: ['APPROVED', 'DECLINED'] },
  });
  const deciders = new Map(decided.map(({ leaveRequestId, recordedBy }) => [leaveRequestId, recordedBy]));
  return rows.map(({ id, personId, audience, requestedBy, state, firstDay, lastDay }) => ({
    ...{ leaveRequestId: id, personId, audience, requestedBy, state, firstDay, lastDay },
    decidedBy: deciders.get(id) ?? null,
  }));
});
