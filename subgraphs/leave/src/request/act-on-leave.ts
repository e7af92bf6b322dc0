import { changedBySomebody } from '@learnova/platform/changed';
import { commit, publish } from '@learnova/platform/commit';
import { type Done, idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { LeaveApproved, LeaveCancelled, LeaveDeclined, LeaveWithdrawn } from '@learnova/schema/events/leave';
import { sharesOf } from '../balance/balance.rules.ts';
import { LeaveEntry } from '../balance/leave-entry.entity.ts';
import { intervalOf } from '../calendar/half-days.rules.ts';
import { mayApplyAs, mayDecideAs } from '../leave.policy.ts';
import { type Ties, tiesOf } from '../person.ties.ts';
import { leaveTurn } from '../turn.ts';
import { subjectsOf } from './applying.policy.ts';
import { approversOf } from './approvers.ts';
import type { LeaveRequest } from './leave-request.entity.ts';
import { LeaveSlot } from './leave-slot.entity.ts';
import type { LeaveCapacity } from './leave-state.enum.ts';
import { tell } from './request.event.ts';
import { leaveRequests } from './request.loader.ts';
import { decideAct, decideNote, type LeaveAct } from './request.rules.ts';
import { record } from './request.steps.ts';
import { shownChange } from './shown-change.ts';

interface ActInput {
  readonly leaveRequestId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
  readonly comment?: string | null;
}

/** Load, may, decide, apply, publish; then the one flush. One shape for all that becomes of a request. */
export function actOnLeave(
  request: Request,
  act: LeaveAct,
  input: ActInput,
): Promise<{ leaveRequest: LeaveRequest }> {
  const load = (id: string) => fresh(request, leaveRequests, id, 'request for leave');
  return idempotent(request, input, {
    replay: async ({ aggregateId }: Done) => ({ leaveRequest: await load(aggregateId) }),
    run: async (remember) => {
      const asked = await load(input.leaveRequestId);
      const ties = await tiesOf(request);
      // All that others answer is asked before the turn: nobody waits for who does not answer.
      const { isOfAge } = await subjectsOf(request, asked.personId);
      const approverIds = (await approversOf(request, [asked])).get(asked.id) ?? [];
      await takeTurns(request, [leaveTurn(asked.personId)]);
      request.em.clear();
      const leave = await load(input.leaveRequestId);

      const capacity = permitAct(request, act, leave, ties, isOfAge);

      const now = await request.now();
      if (leave.version !== input.expectedVersion) {
        const newest = await shownChange(request, ties, leave);
        throw await changedBySomebody(request, 'LEAVE_CHANGED', 'request for leave', newest);
      }
      const note = decideNote(input.comment, 'comment', act === 'DECLINE');
      const state = decideAct(act, leave, capacity, dayOf(now, leave.timeZone));

      const version = leave.version + 1;
      Object.assign(leave, { state, changedBy: ties.personId, changedAt: now });
      record(request, leave, version, { by: ties.personId, capacity, note }, now);
      // In the order of time, as they are told: `MORNING` comes before `AFTERNOON`.
      const inOrder = { orderBy: { date: 'asc', part: 'desc' } } as const;
      const slots = await request.em.find(LeaveSlot, { leaveRequestId: leave.id }, inOrder);
      if (act === 'APPROVE') enter(request, leave, slots, 'TAKE', ties.personId, now);
      if (act === 'CANCEL') enter(request, leave, slots, 'RETURN', ties.personId, now);

      publishAct(request, act, leave, version, slots, approverIds, now);
      remember({ aggregateId: leave.id, version });
      await commit(request);
      return { leaveRequest: leave };
    },
  });
}

/** Those who decide are not those who ask; whoever may ask may take it back. */
function permitAct(
  request: Request,
  act: LeaveAct,
  leave: LeaveRequest,
  ties: Ties,
  isOfAge: boolean,
): LeaveCapacity {
  const isDecision = act === 'APPROVE' || act === 'DECLINE';
  const capacity = isDecision ? mayDecideAs(ties, leave) : mayApplyAs(ties, leave, isOfAge);
  const advice = isDecision
    ? 'You may not decide upon this request. Somebody else of the school does.'
    : 'This is taken back by whoever may ask for it. Ask the school office.';
  permit(request, capacity !== null, forbidden(advice));
  return capacity ?? 'SELF';
}

/** What was asked for is taken from the balance of each year, or exactly that is given back. */
function enter(
  request: Request,
  { id: leaveRequestId, personId, leaveTypeId }: LeaveRequest,
  slots: readonly LeaveSlot[],
  kind: 'TAKE' | 'RETURN',
  recordedBy: string,
  recordedAt: Date,
): void {
  const entries = sharesOf(slots).map(({ leaveYear, hundredths }) =>
    Object.assign(new LeaveEntry(), {
      ...{ id: newId(), personId, leaveTypeId, leaveYear, kind, leaveRequestId, recordedBy, recordedAt },
      hundredths: kind === 'TAKE' ? -hundredths : hundredths,
    }),
  );
  request.em.persist(entries);
}

function publishAct(
  request: Request,
  act: LeaveAct,
  leave: LeaveRequest,
  version: number,
  slots: readonly LeaveSlot[],
  approverIds: readonly string[],
  now: Date,
): void {
  if (act === 'APPROVE') {
    const told = slots.map(({ date, part }) => {
      const { from, to } = intervalOf({ date, part }, leave.timeZone);
      return { date, part, from: from.toISOString(), to: to.toISOString() };
    });
    publish(request, LeaveApproved, tell(leave, version, approverIds, { slots: told }), now);
    return;
  }
  const contracts = { DECLINE: LeaveDeclined, WITHDRAW: LeaveWithdrawn, CANCEL: LeaveCancelled };
  publish(request, contracts[act], tell(leave, version, approverIds, {}), now);
}
