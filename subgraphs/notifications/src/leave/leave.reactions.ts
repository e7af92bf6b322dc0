import { type Envelope, on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { LeaveRequests } from '@learnova/schema/asks/leave';
import { GuardiansOf, RoleHolders } from '@learnova/schema/asks/users';
import {
  LeaveApproved,
  LeaveCancelled,
  LeaveDeclined,
  LeaveReminderDue,
  LeaveRequested,
  LeaveWithdrawn,
} from '@learnova/schema/events/leave';
import { registry } from '@learnova/schema/role-groups';
import { mayRead } from '../absence/guardianship.policy.ts';
import { Notification } from '../notification/notification.entity.ts';
import { type Telling, tellAll } from '../notification/notification.tell-all.ts';
import {
  type Circle,
  type Leave,
  type LeaveKind,
  type LeaveTold,
  standsAs,
  toApplicants,
  toApprovers,
} from './leave.rules.ts';

/**
 * Events come late, twice and out of order. Each only names a request; where that stands is asked in its turn, and what stands no
 * longer is not told: its own event tells what does.
 */
async function standing(request: Request, kind: LeaveKind, ids: readonly string[]): Promise<Leave[]> {
  await takeTurns(
    request,
    ids.map((id) => `leave ${id}`),
  );
  const found = await request.ask(LeaveRequests, { leaveRequestIds: [...ids].sort() });
  return found.filter(({ state }) => state === standsAs[kind]);
}

async function askApprovers(
  request: Request,
  event: Envelope,
  kind: LeaveKind,
  asked: readonly { readonly leaveRequestId: string; readonly approverIds: readonly string[] }[],
): Promise<void> {
  const approvers = new Map(asked.map((one) => [one.leaveRequestId, one.approverIds]));
  const waiting = await standing(request, kind, [...approvers.keys()]);
  const whom = waiting.map((leave) => ({ ...leave, approverIds: approvers.get(leave.leaveRequestId) ?? [] }));
  await tellAll(request, event, 'LEAVE', toApprovers(kind, whom));
}

async function tellApplicants(
  request: Request,
  event: Envelope<{ leaveRequestId: string }>,
  kind: LeaveKind,
  more: (leave: Leave) => Promise<Telling[]> = async () => [],
): Promise<void> {
  const [leave] = await standing(request, kind, [event.payload.leaveRequestId]);
  if (!leave) return;
  const tellings = toApplicants(kind, leave, await circleOf(request, event, leave), event.actorId);
  const told = new Set(tellings.map(({ personId }) => personId));
  const others = (await more(leave)).filter(
    ({ personId }) => personId !== event.actorId && !told.has(personId),
  );
  await tellAll(request, event, 'LEAVE', [...tellings, ...others]);
}

async function circleOf(
  request: Request,
  { organizationId }: Pick<Envelope, 'organizationId'>,
  { audience, personId, requestedBy }: Leave,
): Promise<Circle> {
  const studentIds = audience === 'STUDENT' ? [personId] : [];
  const guardianships = studentIds.length > 0 ? await request.ask(GuardiansOf, { studentIds }) : [];
  const guardianIds = guardianships.filter(mayRead).map(({ guardianId }) => guardianId);
  const isOwn = requestedBy === personId || guardianIds.includes(requestedBy);
  const organizationIds = isOwn || !organizationId ? [] : [organizationId];
  const keepers =
    organizationIds.length > 0
      ? await request.ask(RoleHolders, { organizationIds, roles: [...registry] })
      : [];
  return { guardianIds, keeperIds: keepers.map((keeper) => keeper.personId) };
}

/** To those who decide: of one request, without a name. */
function toSchool(kind: LeaveKind, leave: Leave, personIds: readonly string[], isQuiet = false): Telling[] {
  return toApprovers(kind, [{ ...leave, approverIds: personIds }]).map((telling) => ({
    ...telling,
    isQuiet,
  }));
}

export const leaveReactions = [
  on(LeaveRequested, 'notifications.hear-leave-requested', (request, event) =>
    askApprovers(request, event, 'LEAVE_REQUESTED', [event.payload]),
  ),
  on(LeaveReminderDue, 'notifications.hear-leave-reminder', (request, event) =>
    askApprovers(request, event, 'LEAVE_REMINDER', event.payload.reminders),
  ),
  on(LeaveApproved, 'notifications.hear-leave-approved', (request, event) =>
    tellApplicants(request, event, 'LEAVE_APPROVED'),
  ),
  on(LeaveDeclined, 'notifications.hear-leave-declined', (request, event) =>
    tellApplicants(request, event, 'LEAVE_DECLINED'),
  ),
  on(LeaveCancelled, 'notifications.hear-leave-cancelled', (request, event) =>
    tellApplicants(request, event, 'LEAVE_CANCELLED', async (leave) =>
      toSchool('LEAVE_CANCELLED', leave, leave.decidedBy ? [leave.decidedBy] : []),
    ),
  ),
  on(LeaveWithdrawn, 'notifications.hear-leave-withdrawn', (request, event) =>
    tellApplicants(request, event, 'LEAVE_WITHDRAWN', async (leave) =>
      // There is nothing to be done any more: who was asked to decide finds it in the inbox, and gets no further message.
      toSchool('LEAVE_WITHDRAWN', leave, await askedOf(request, leave), true),
    ),
  ),
];

/** Who was asked to decide upon a request. */
async function askedOf(request: Request, { leaveRequestId }: Leave): Promise<string[]> {
  const told = await request.em.find(Notification, { noticeId: leaveRequestId, kind: 'LEAVE_REQUESTED' });
  return told
    .filter(({ statements }) => (statements as readonly LeaveTold[]).some(({ to }) => to === 'SCHOOL'))
    .map(({ personId }) => personId);
}
