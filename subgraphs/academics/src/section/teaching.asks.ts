import { answer } from '@learnova/platform/ask/answer';
import { TeachersOf, TeachingPlaces } from '@learnova/schema/asks/academics';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

export const answerTeachersOf = answer(TeachersOf, async (request, { studentIds }) => {
  const day = await today(request);
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_enrollment')
    .innerJoin('section', 'section.id', 'section_enrollment.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .innerJoin('section_staff', 'section_staff.section_id', 'section.id')
    .select(['section_enrollment.student_id', 'section_staff.staff_id'])
    .distinct()
    .where(among('section_enrollment.student_id', studentIds))
    .where(holds('section_enrollment', day))
    .where(holds('section_staff', day))
    .execute();
  return rows.map((row) => ({ studentId: row.student_id, staffId: row.staff_id }));
});

export const answerTeachingPlaces = answer(TeachingPlaces, async (request, { staffIds, organizationIds }) => {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_staff')
    .innerJoin('section', 'section.id', 'section_staff.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select(['section_staff.staff_id', 'section.organization_id'])
    .distinct()
    .where(({ or }) =>
      or([among('section_staff.staff_id', staffIds), among('section.organization_id', organizationIds)]),
    )
    .where(holds('section_staff', await today(request)))
    .execute();
  return rows.map((row) => ({ staffId: row.staff_id, organizationId: row.organization_id }));
});
