import { answer } from '@learnova/platform/ask/answer';
import { Rosters } from '@learnova/schema/asks/academics';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

export const answerRosters = answer(Rosters, async (request, { sectionIds }) => {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_enrollment')
    .innerJoin('section', 'section.id', 'section_enrollment.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select(['section_enrollment.section_id', 'section_enrollment.student_id'])
    .distinct()
    .where(among('section_enrollment.section_id', sectionIds))
    .where(holds('section_enrollment', await today(request)))
    .orderBy('section_enrollment.student_id')
    .execute();
  return [...Map.groupBy(rows, (row) => row.section_id)].map(([sectionId, enrolled]) => ({
    sectionId,
    studentIds: enrolled.map((row) => row.student_id),
  }));
});
