import { publish } from '@learnova/platform/commit';
import { schedule } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import { inTransaction } from '@learnova/platform/in-transaction';
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
    const now = await request.now();
    const waiting = await waitingSince(request, new Date(now.getTime() - patienceMs));
    // Asked before the turn, so that nobody waits in it for who does not answer.
    const approvers = await approversOf(request, waiting);
    isDone = waiting.length < portion;
    await inTransaction(request, async () => {
      await takeTurns(request, ['leave reminders']);
      await remindOf(request, waiting, approvers, now);
    });
  }
});

/** Those of them of which nobody has reminded, or decided, meanwhile. */
async function remindOf(
  request: Request,
  waiting: readonly LeaveRequest[],
  approvers: ReadonlyMap<string, readonly string[]>,
  now: Date,
): Promise<void> {
  const still = new Set(await idsWaiting(request, new Date(now.getTime() - patienceMs)));
  const due = waiting.filter(({ id }) => still.has(id));
  for (const [organizationId, some] of Map.groupBy(due, (leave) => leave.organizationId)) {
    const reminders = some.map(({ id: leaveRequestId, personId, audience }) => ({
      ...{ leaveRequestId, personId, audience },
      approverIds: [...(approvers.get(leaveRequestId) ?? [])],
    }));
    const fact = { aggregateId: newId(), version: 1, organizationId, payload: { reminders } };
    publish(request, LeaveReminderDue, fact, now);
  }
  request.em.persist(
    due.map(({ id: leaveRequestId }) =>
      Object.assign(new LeaveReminder(), { leaveRequestId, remindedAt: now }),
    ),
  );
}

async function waitingSince(request: Request, instant: Date): Promise<LeaveRequest[]> {
  return request.em.find(LeaveRequest, { id: { $in: await idsWaiting(request, instant) } });
}

async function idsWaiting(request: Request, instant: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leave_request r
    where state = 'PENDING' and requested_at <= ${instant}
      and not exists (select from leave_reminder where leave_request_id = r.id)
    order by requested_at, id limit ${portion}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}
