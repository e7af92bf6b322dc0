import { answer } from '@learnova/platform/ask/answer';
import { Cohort } from '@learnova/schema/asks/academics';
import { sql } from 'kysely';
import { among, holds } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

/** A student of two of the schools on one day stands once, with the first of them: nobody is to be invoiced twice. */
export const answerCohort = answer(Cohort, async (request, cohort) => {
  const { organizationIds, grade, programId, date, studentIds, after, limit } = cohort;
  const day = sql<string>`${date}::date`;
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('school_enrollment')
    .distinctOn('student_id')
    .select(['student_id', 'organization_id'])
    .where(among('organization_id', organizationIds))
    .where(holds('school_enrollment', day))
    .$if(grade !== null, (query) => query.where('grade', '=', grade))
    .$if(programId !== null, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('program_enrollment')
            .select('program_enrollment.id')
            .whereRef('program_enrollment.student_id', '=', 'school_enrollment.student_id')
            .where('program_enrollment.program_id', '=', programId)
            .where(holds('program_enrollment', day)),
        ),
      ),
    )
    .$if(studentIds !== null, (query) => query.where(among('student_id', studentIds ?? [])))
    .$if(after !== null, (query) => query.where('student_id', '>', after))
    .orderBy('student_id')
    .orderBy('organization_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ studentId: row.student_id, organizationId: row.organization_id }));
});
