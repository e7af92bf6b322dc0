import { type Place, placeOf } from '@learnova/platform/places';
import { permit } from '@learnova/platform/policy';
import { forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Affiliations } from '@learnova/schema/asks/users';
import { mayApplyAs, type Subject, seesLeave } from '../leave.policy.ts';
import { tiesOf } from '../person.ties.ts';
import type { LeaveType } from '../type/leave-type.entity.ts';
import { leaveTypes } from '../type/leave-type.loader.ts';
import type { LeaveCapacity } from './leave-state.enum.ts';
import { typeUnknown } from './request.refusals.ts';

export interface Applying {
  readonly subject: Subject;
  readonly place: Place;
  readonly type: LeaveType;
  readonly capacity: LeaveCapacity;
}

/** As what a person may be away: a student of the school that admitted them, a member of staff of who employs them. */
export async function subjectsOf(
  request: Request,
  personId: string,
): Promise<{ subjects: Subject[]; isOfAge: boolean }> {
  const [found] = await request.ask(Affiliations, { personIds: [personId] });
  const { studentOf = null, staffOf = null, hasLegalGuardian = false } = found ?? {};
  const subjects: Subject[] = [];
  if (studentOf) subjects.push({ personId, audience: 'STUDENT', organizationId: studentOf });
  if (staffOf) subjects.push({ personId, audience: 'STAFF', organizationId: staffOf });
  return { subjects, isOfAge: !hasLegalGuardian };
}

/** The beats "load" and "may" of a request: whose leave is hidden from the person who asks, is not there. */
export async function permitApplying(
  request: Request,
  input: { readonly personId: string; readonly leaveTypeId: string },
): Promise<Applying> {
  const [{ subjects, isOfAge }, ties] = await Promise.all([
    subjectsOf(request, input.personId),
    tiesOf(request),
  ]);
  if (!subjects.some((subject) => seesLeave(ties, subject))) throw notFound('person');
  const type = await request.load(leaveTypes, input.leaveTypeId);
  const subject = subjects.find(({ audience }) => audience === type?.audience);
  if (!type?.isActive || !subject) throw typeUnknown();
  const place = await placeOf(request, subject.organizationId);
  if (!place.path.includes(type.organizationId)) throw typeUnknown();
  const capacity = mayApplyAs(ties, subject, isOfAge);
  const advice =
    'Leave is asked for by staff for themselves, by guardians for a student, and by the school office.';
  permit(request, capacity !== null, forbidden(advice));
  return { subject, place, type, capacity: capacity ?? 'SELF' };
}
