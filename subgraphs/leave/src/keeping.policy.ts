import { permit } from '@learnova/platform/policy';
import { forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Affiliations } from '@learnova/schema/asks/users';
import { type Subject, seesLeave } from './leave.policy.ts';
import { tiesOf } from './person.ties.ts';
import type { LeaveAudience } from './type/leave-audience.enum.ts';

/** What these people are away from, as students or as staff; who is neither is left out. */
export async function subjectsAs(
  request: Request,
  personIds: readonly string[],
  audience: LeaveAudience,
): Promise<Subject[]> {
  const affiliations = await request.ask(Affiliations, { personIds: [...new Set(personIds)].sort() });
  return affiliations.flatMap(({ personId, studentOf, staffOf }) => {
    const organizationId = audience === 'STUDENT' ? studentOf : staffOf;
    return organizationId ? [{ personId, audience, organizationId }] : [];
  });
}

/** The beat "may" of what the office keeps of people: all of them are its own, and whose leave is hidden is not there. */
export async function permitKeepingOf(
  request: Request,
  personIds: readonly string[],
  audience: LeaveAudience,
): Promise<Subject[]> {
  const [subjects, ties] = await Promise.all([subjectsAs(request, personIds, audience), tiesOf(request)]);
  const seen = subjects.filter((subject) => seesLeave(ties, subject));
  if (seen.length < new Set(personIds).size) throw notFound('person');
  const allowed = seen.every(({ organizationId }) => ties.office.has(organizationId));
  permit(request, allowed, forbidden('This is kept by the school office. Ask there.'));
  return seen;
}
