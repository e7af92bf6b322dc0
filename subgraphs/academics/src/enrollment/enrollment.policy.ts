import { person } from '@learnova/platform/actor';
import type { VisibleKeys } from '@learnova/platform/policy';
import type { Request } from '@learnova/platform/request';
import { familyOf, managedOrganizations, taughtSections } from '../section/section.policy.ts';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

interface OfStudent {
  readonly studentId: string;
  readonly sectionId: string;
  readonly organizationId: string;
}

/** Which of these enrolments the actor may see: those of the family, and those in sections that they manage or teach now. */
export async function visibleEnrollments<T extends OfStudent>(
  request: Request,
  rows: readonly T[],
): Promise<readonly T[]> {
  const managed = await managedOrganizations(request);
  const family = new Set(await familyOf(request));
  const unsure = rows.filter((row) => !managed.has(row.organizationId) && !family.has(row.studentId));
  const sectionIds = [...new Set(unsure.map((row) => row.sectionId))];
  const taught = sectionIds.length === 0 ? new Set() : await taughtSections(request, sectionIds);
  return rows.filter(
    (row) => family.has(row.studentId) || managed.has(row.organizationId) || taught.has(row.sectionId),
  );
}

/** Of which students the actor may list enrolments: the family, and students whom they manage or teach now. */
export const seesEnrollmentsOf: VisibleKeys = async (request, studentIds) => {
  if (request.actor.kind !== 'person') return new Set();
  const family = new Set(await familyOf(request));
  const others = studentIds.filter((id) => !family.has(id));
  const known = others.length === 0 ? new Set() : await studentsInCharge(request, others);
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
