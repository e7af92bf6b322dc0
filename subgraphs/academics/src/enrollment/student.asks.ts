import { answer } from '@learnova/platform/ask/answer';
import { earlierEnd, laterEnd } from '@learnova/platform/interval';
import { endOf } from '@learnova/platform/local-time';
import { SchoolsOf, StudentsTaught } from '@learnova/schema/asks/academics';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

export const answerSchoolsOf = answer(SchoolsOf, async (request, { studentIds }) => {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('school_enrollment')
    .select(['student_id', 'organization_id'])
    .distinct()
    .where(among('student_id', studentIds))
    .where(holds('school_enrollment', await today(request, 'school_enrollment.time_zone')))
    .execute();
  return rows.map((row) => ({ studentId: row.student_id, organizationId: row.organization_id }));
});

/** A student in two of the teacher's sections is taught until the later one ends. */
export const answerStudentsTaught = answer(StudentsTaught, async (request, { staffId }) => {
  const day = await today(request);
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_staff')
    .innerJoin('section', 'section.id', 'section_staff.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .innerJoin('section_enrollment', 'section_enrollment.section_id', 'section.id')
    .select(['section_enrollment.student_id', 'academic_session.time_zone'])
    .select(['section_staff.to as taught_to', 'section_enrollment.to as enrolled_to'])
    .where('section_staff.staff_id', '=', staffId)
    .where(holds('section_staff', day))
    .where(holds('section_enrollment', day))
    .execute();
  const ends = new Map<string, Date | null>();
  for (const row of rows) {
    const until = endOf(earlierEnd(row.taught_to, row.enrolled_to), row.time_zone);
    const known = ends.get(row.student_id);
    ends.set(row.student_id, known === undefined ? until : laterEnd(known, until));
  }
  return [...ends].map(([studentId, until]) => ({ studentId, until: until?.toISOString() ?? null }));
});
