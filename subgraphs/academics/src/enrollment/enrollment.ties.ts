import { person } from '@learnova/platform/actor';
import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { familyOf, managedOrganizations, taughtSections } from '../section/section.ties.ts';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { type Enrolled, maySeeEnrollment } from './enrollment.policy.ts';

/** Those of the enrollments that the actor may see. */
export async function visibleEnrollments<T extends Enrolled>(
  request: Request,
  rows: readonly T[],
): Promise<readonly T[]> {
  const [managed, family] = [await managedOrganizations(request), await familyOf(request)];
  const untied = rows.filter((row) => !maySeeEnrollment({ managed, family, taught: new Set() }, row));
  const sectionIds = [...new Set(untied.map((row) => row.sectionId))];
  const taught = sectionIds.length === 0 ? new Set<string>() : await taughtSections(request, sectionIds);
  return rows.filter((row) => maySeeEnrollment({ managed, family, taught }, row));
}

/** Of which students the actor may list enrollments: the family, and students whom they manage or teach now. */
export const seesEnrollmentsOf: VisibleKeys = async (request, studentIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const family = await familyOf(request);
  const others = studentIds.filter((id) => !family.has(id));
  const known = others.length === 0 ? new Set<string>() : await studentsInCharge(request, others);
  return new Set(studentIds.filter((id) => family.has(id) || known.has(id)));
};

/** Students at a school that the actor manages, or in a section that they manage or teach: now, not then. */
async function studentsInCharge(
  request: Request,
  studentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const managed = await managedOrganizations(request);
  const day = await today(request);
  const tables = request.reads<AcademicsTables>();
  const atSchool = tables
    .selectFrom('school_enrollment')
    .select('student_id')
    .where(among('student_id', studentIds))
    .where(among('organization_id', managed))
    .where(holds('school_enrollment', await today(request, 'school_enrollment.time_zone')));
  const rows = await tables
    .selectFrom('section_enrollment')
    .innerJoin('section', 'section.id', 'section_enrollment.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .leftJoin('section_staff', (join) =>
      join
        .onRef('section_staff.section_id', '=', 'section.id')
        .on('section_staff.staff_id', '=', person(request).personId)
        .on(holds('section_staff', day)),
    )
    .select('section_enrollment.student_id')
    .where(among('section_enrollment.student_id', studentIds))
    .where(holds('section_enrollment', day))
    .where(({ or, eb }) =>
      or([among('section.organization_id', managed), eb('section_staff.staff_id', 'is not', null)]),
    )
    .union(atSchool)
    .execute();
  return new Set(rows.map((row) => row.student_id));
}
