import { answer } from '@learnova/platform/ask/answer';
import { endOf } from '@learnova/platform/local-time';
import { Sections, Teaches } from '@learnova/schema/asks/academics';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

export const answerSections = answer(Sections, async (request, { sectionIds }) => {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select(['section.id', 'section.organization_id', 'section.academic_session_id', 'section.title'])
    .select('course.credits')
    .where(among('section.id', sectionIds))
    .execute();
  return rows.map((row) => ({
    sectionId: row.id,
    organizationId: row.organization_id,
    academicSessionId: row.academic_session_id,
    title: row.title,
    credits: row.credits,
  }));
});

export const answerTeaches = answer(Teaches, async (request, { staffId, sectionIds }) => {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('section_staff')
    .innerJoin('section', 'section.id', 'section_staff.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select(['section.id', 'section_staff.to', 'academic_session.time_zone'])
    .where('section_staff.staff_id', '=', staffId)
    .where(among('section.id', sectionIds))
    .where(holds('section_staff', await today(request)))
    .execute();
  return rows.map((row) => ({
    sectionId: row.id,
    until: endOf(row.to, row.time_zone)?.toISOString() ?? null,
  }));
});
