import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { LeaveRequested } from '@learnova/schema/events/leave';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { balancesFor } from '../balance/balance.reads.ts';
import { slotsIn, weeksOf } from '../calendar/working-time.ts';
import { leaveTurn } from '../turn.ts';
import { permitApplying } from './applying.policy.ts';
import { approversOf } from './approvers.ts';
import { LeaveRequest } from './leave-request.entity.ts';
import { LeaveSlot } from './leave-slot.entity.ts';
import { tell } from './request.event.ts';
import { RequestLeaveInput, RequestLeavePayload } from './request.inputs.ts';
import { leaveRequests } from './request.loader.ts';
import { decideNote, decideRequest, decideSpan } from './request.rules.ts';
import { record } from './request.steps.ts';

/** Load, may, decide, apply, publish; then the one flush. */
@Resolver()
export class RequestLeave {
  @Mutation(() => RequestLeavePayload, {
    description:
      "Asks for leave, of whole or half days. For members of staff for themselves, guardians with access to a student's records for " +
      'the student, a student who has no legal guardian any more, and for registrars and administrators for anybody of theirs: on ' +
      "somebody's behalf, and also late. What it takes is held back from the balance until somebody has decided.",
  })
  requestLeave(
    @Arg('input', () => RequestLeaveInput, { description: 'The leave.' }) input: RequestLeaveInput,
    @Ctx() request: Request,
  ): Promise<RequestLeavePayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ leaveRequest: await load(request, aggregateId) }),
      run: async (remember) => {
        const { subject, place, type, capacity } = await permitApplying(request, input);
        const { personId, audience, organizationId } = subject;
        const { firstDay, firstPart, lastDay, lastPart } = input;
        const span = decideSpan({ firstDay, firstPart, lastDay, lastPart });
        const note = decideNote(input.reason, 'reason');
        const weeks = audience === 'STAFF' ? await weeksOf(request, personId) : [];
        const slots = await slotsIn(request, span, place.path, weeks);

        const { personId: by } = person(request);
        const id = newId();
        const waiting = { id, personId, audience, organizationId, requestedBy: by };
        const approverIds = [...((await approversOf(request, [waiting])).get(id) ?? [])];

        // Whoever else asks for, or is given, leave of this person waits from here on; nobody outside is asked any more.
        await takeTurns(request, [leaveTurn(personId)]);
        const now = await request.now();
        const valued = decideRequest(span, {
          ...{ type, slots, today: dayOf(now, place.timeZone), byOffice: capacity === 'OFFICE' },
          others: await request.em.find(LeaveRequest, { personId, state: { $in: ['PENDING', 'APPROVED'] } }),
          balances: type.hasBalance ? await balancesFor(request, personId, type.id) : [],
        });

        const made = { requestedBy: by, requestedAt: now, changedBy: by, changedAt: now };
        const leaveRequest = Object.assign(new LeaveRequest(), {
          ...{
            id,
            personId,
            audience,
            organizationId,
            timeZone: place.timeZone,
            leaveTypeId: type.id,
          },
          ...{
            ...span,
            hundredths: valued.reduce((sum, slot) => sum + slot.hundredths, 0),
            state: 'PENDING',
          },
          ...made,
        });
        request.em.persist([
          leaveRequest,
          ...valued.map((slot) =>
            Object.assign(new LeaveSlot(), { leaveRequestId: leaveRequest.id, ...slot }),
          ),
        ]);
        record(request, leaveRequest, 1, { by, capacity, note }, now);

        publish(request, LeaveRequested, tell(leaveRequest, 1, approverIds, { approverIds }), now);
        remember({ aggregateId: leaveRequest.id, version: 1 });
        await commit(request);
        return { leaveRequest };
      },
    });
  }
}

function load(request: Request, id: string): Promise<LeaveRequest> {
  return fresh(request, leaveRequests, id, 'request for leave');
}
