import { answer } from '@learnova/platform/ask/answer';
import { TermRosters } from '@learnova/schema/asks/academics';
import { sql } from 'kysely';

interface Roster {
  readonly sectionId: string;
  readonly organizationId: string;
  readonly studentIds: string[];
}

/** A section without students stands there with nobody: whoever pages on needs its place. */
export const answerTermRosters = answer(
  TermRosters,
  async (request, { sessionId, organizationIds, date, after, limit }) => {
    const { rows } = await sql<Roster>`
      select section.id as "sectionId", section.organization_id as "organizationId",
        array(
          select distinct student_id from section_enrollment enrollment
          where enrollment.section_id = section.id
            and enrollment."from" <= ${date}::date and (enrollment."to" is null or enrollment."to" > ${date}::date)
          order by student_id
        ) as "studentIds"
      from section
      where academic_session_id = ${sessionId} and organization_id = any(${organizationIds}::uuid[])
        ${after === null ? sql`` : sql`and section.id > ${after}::uuid`}
      order by section.id limit ${limit}
    `.execute(request.reads<unknown>());
    return rows;
  },
);
