import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { Course } from '../course/course.entity.ts';
import { defineLists, known } from '../known.ts';
import { among, holds, today } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { Section } from './section.entity.ts';
import { visibleSections } from './section.ties.ts';

const load = (request: Request, ids: readonly string[]) =>
  request.em.find(Section, { id: { $in: [...ids] } });

/** The door to sections. */
export const sections = defineLoader<Section>({
  type: 'Section',
  load,
  async visible(request, rows) {
    const visible = await visibleSections(request, rows);
    return rows.filter((row) => visible.has(row.id));
  },
});

/** Sections of rows that the actor sees already: whoever sees an enrollment that has ended may know what it was in. */
export const knownSections = defineLoader<Section>({ type: 'Section', load, visible: known });

export const knownCourses = defineLoader<Course>({
  type: 'Course',
  load: (request, ids) => request.em.find(Course, { id: { $in: [...ids] } }),
  visible: known,
});

async function teaching(
  request: Request,
  by: 'section_staff.section_id' | 'section_staff.staff_id',
  ids: readonly string[],
) {
  return request
    .reads<AcademicsTables>()
    .selectFrom('section_staff')
    .innerJoin('section', 'section.id', 'section_staff.section_id')
    .innerJoin('academic_session', 'academic_session.id', 'section.academic_session_id')
    .select(['section_staff.section_id', 'section_staff.staff_id'])
    .where(among(by, ids))
    .where(holds('section_staff', await today(request)))
    .orderBy('section.title')
    .orderBy('section.id')
    .orderBy('section_staff.staff_id')
    .execute();
}

/** Who teaches a section today. */
export const teachersOfSection = defineLists({
  type: 'Section.staff',
  load: (request, ids) => teaching(request, 'section_staff.section_id', ids),
  of: (row) => row.section_id,
  item: (row) => row.staff_id,
});

/** Which sections somebody teaches today: ids only, since each is then loaded through its own door. */
export const sectionsOfStaff = defineLists({
  type: 'Staff.sections',
  load: (request, ids) => teaching(request, 'section_staff.staff_id', ids),
  of: (row) => row.staff_id,
  item: (row) => row.section_id,
});
