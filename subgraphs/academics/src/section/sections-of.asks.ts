import { answer } from '@learnova/platform/ask/answer';
import { endOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { SectionsOf } from '@learnova/schema/asks/academics';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

/** Each person stands once for each section and part in it. */
export const answerSectionsOf = answer(SectionsOf, async (request, { studentIds, staffIds }) => {
  const [attended, taught] = [await attendedBy(request, studentIds), await taughtBy(request, staffIds)];
  return [
    ...attended.map((row) => ({ ...factsOf(row), part: 'STUDENT' as const })),
    ...taught.map((row) => ({ ...factsOf(row), part: 'STAFF' as const })),
  ];
});

interface Row {
  readonly person_id: string;
  readonly id: string;
  readonly organization_id: string;
  readonly to: string | null;
  readonly since: string;
  readonly time_zone: string;
}

const factsOf = ({
  person_id: personId,
  id: sectionId,
  organization_id: organizationId,
  since,
  to,
  time_zone,
}: Row) => ({
  ...{ personId, sectionId, organizationId, since },
  until: endOf(to, time_zone)?.toISOString() ?? null,
});

function sectionsInTerm(request: Request) {
  return request
    .reads<AcademicsTables>()
    .selectFrom('section')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select(['section.id', 'section.organization_id', 'academic_session.time_zone'])
    .select('academic_session.from as since')
    .orderBy('section.title')
    .orderBy('section.id');
}

async function attendedBy(request: Request, studentIds: readonly string[]): Promise<Row[]> {
  if (studentIds.length === 0) return [];
  return sectionsInTerm(request)
    .innerJoin('section_enrollment', 'section_enrollment.section_id', 'section.id')
    .select(['section_enrollment.student_id as person_id', 'section_enrollment.to'])
    .where(among('section_enrollment.student_id', studentIds))
    .where(holds('section_enrollment', await today(request)))
    .execute();
}

async function taughtBy(request: Request, staffIds: readonly string[]): Promise<Row[]> {
  if (staffIds.length === 0) return [];
  return sectionsInTerm(request)
    .innerJoin('section_staff', 'section_staff.section_id', 'section.id')
    .select(['section_staff.staff_id as person_id', 'section_staff.to'])
    .where(among('section_staff.staff_id', staffIds))
    .where(holds('section_staff', await today(request)))
    .execute();
}
