import { answer } from '@learnova/platform/ask/answer';
import { Rosters } from '@learnova/schema/asks/academics';
import { sql } from 'kysely';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

export const answerRosters = answer(Rosters, async (request, { sectionIds }) => {
  // Whoever stayed until the end belongs to it, whether that end was entered or not.
  const day = sql<string>`least(${await today(request)}, ${sql.ref('academic_session.to')} - 1)`;
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_enrollment')
    .innerJoin('section', 'section.id', 'section_enrollment.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select(['section_enrollment.section_id', 'section_enrollment.student_id'])
    .distinct()
    .where(among('section_enrollment.section_id', sectionIds))
    .where(holds('section_enrollment', day))
    .orderBy('section_enrollment.student_id')
    .execute();
  return [...Map.groupBy(rows, (row) => row.section_id)].map(([sectionId, enrolled]) => ({
    sectionId,
    studentIds: enrolled.map((row) => row.student_id),
  }));
});
