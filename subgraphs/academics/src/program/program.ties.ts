import { person } from '@learnova/platform/actor';
import { placesOf } from '@learnova/platform/places';
import type { VisibleKeys } from '@learnova/platform/policy';
import { organizationsOf, type Request } from '@learnova/platform/request';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { registry } from '@learnova/schema/role-groups';
import { seesEnrollmentsOf } from '../enrollment/enrollment.ties.ts';
import { managedOrganizations } from '../section/section.ties.ts';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { type Admission, maySeeAdmission, maySeePrograms } from './program.policy.ts';

/** The organizations whose calendar, courses, rooms, programs and records the actor keeps: administrators and registrars do. */
export async function keptOrganizations(request: Request): Promise<ReadonlySet<string>> {
  return organizationsOf(await request.standing(), registry);
}

/** Those of the organizations of which the actor may see the programs. */
export const seesProgramsOf: VisibleKeys = async (request, organizationIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const [places, belongsTo] = [await placesOf(request, organizationIds), await belongingOf(request)];
  const seen = [...places].filter(([, place]) => maySeePrograms(belongsTo, place));
  return new Set(seen.map(([id]) => id));
};

/** Where the actor holds a role, is at school, or has a child who is: whatever the guardian may see of the child's records. */
async function belongingOf(request: Request): Promise<ReadonlySet<string>> {
  const { personId } = person(request);
  const { roles } = await request.standing();
  const children = await request.ask(ChildrenOf, { guardianIds: [personId] });
  const schools = await request
    .reads<AcademicsTables>()
    .selectFrom('school_enrollment')
    .select('organization_id')
    .distinct()
    .where(among('student_id', [personId, ...children.map(({ studentId }) => studentId)]))
    .where(holds('school_enrollment', await today(request, 'school_enrollment.time_zone')))
    .execute();
  return new Set([
    ...roles.map(({ organizationId }) => organizationId),
    ...schools.map((row) => row.organization_id),
  ]);
}

/** Those of the enrollments, at schools or in programs, that the actor may see. */
export async function visibleAdmissions<T extends Admission>(
  request: Request,
  rows: readonly T[],
): Promise<readonly T[]> {
  const managed = await managedOrganizations(request);
  const others = rows.filter(({ organizationId }) => !managed.has(organizationId));
  const studentIds = [...new Set(others.map(({ studentId }) => studentId))];
  const followed = studentIds.length === 0 ? new Set<string>() : await seesEnrollmentsOf(request, studentIds);
  return rows.filter((row) => maySeeAdmission({ managed, followed }, row));
}
