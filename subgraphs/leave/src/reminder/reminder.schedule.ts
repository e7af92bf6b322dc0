import { commit, publish } from '@learnova/platform/commit';
import { schedule } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { LeaveReminderDue } from '@learnova/schema/events/leave';
import { sql } from 'kysely';
import { approversOf } from '../request/approvers.ts';
import { LeaveRequest } from '../request/leave-request.entity.ts';
import { LeaveReminder } from './leave-reminder.entity.ts';

/** How long a request waits before those who may decide are reminded. */
const patienceMs = 2 * 24 * 3_600_000;
/** Requests of one transaction. */
const portion = 200;

/** Reminds of each request that has waited for two days, once. It begins anew wherever it was interrupted. */
export const remindApprovers = schedule('leave.remind-approvers', '20 * * * *', async (request) => {
  for (let isDone = false; !isDone; ) {
    request.forget();
    try {
      await takeTurns(request, ['leave reminders']);
      isDone = (await remindOfSome(request)) < portion;
      await commit(request);
    } catch (error) {
      if (request.em.isInTransaction()) await request.em.rollback();
      throw error;
    }
  }
});

/** @returns how many */
async function remindOfSome(request: Request): Promise<number> {
  const now = await request.now();
  const waiting = await waitingSince(request, new Date(now.getTime() - patienceMs));
  const approvers = await approversOf(request, waiting);
  for (const [organizationId, some] of Map.groupBy(waiting, (leave) => leave.organizationId)) {
    const reminders = some.map(({ id: leaveRequestId, personId, audience }) => ({
      ...{ leaveRequestId, personId, audience },
      approverIds: [...(approvers.get(leaveRequestId) ?? [])],
    }));
    const fact = { aggregateId: newId(), version: 1, organizationId, payload: { reminders } };
    publish(request, LeaveReminderDue, fact, now);
  }
  request.em.persist(
    waiting.map(({ id: leaveRequestId }) =>
      Object.assign(new LeaveReminder(), { leaveRequestId, remindedAt: now }),
    ),
  );
  return waiting.length;
}

async function waitingSince(request: Request, instant: Date): Promise<LeaveRequest[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leave_request r
    where state = 'PENDING' and requested_at <= ${instant}
      and not exists (select from leave_reminder where leave_request_id = r.id)
    order by requested_at, id limit ${portion}
  `.execute(request.reads<unknown>());
  return request.em.find(LeaveRequest, { id: { $in: rows.map(({ id }) => id) } });
}
