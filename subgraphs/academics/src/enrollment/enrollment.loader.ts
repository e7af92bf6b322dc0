import { defineLoader } from '@learnova/platform/loader';
import { defineLists } from '../known.ts';
import { among } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';
import { visibleEnrollments } from './enrollment.ties.ts';
import { SectionEnrollment } from './section-enrollment.entity.ts';

/** The door to section enrollments. */
export const enrollments = defineLoader<SectionEnrollment>({
  type: 'SectionEnrollment',
  load: (request, ids) => request.em.find(SectionEnrollment, { id: { $in: [...ids] } }),
  visible: visibleEnrollments,
});

/** The enrollments of students, of all times, in the order of their beginning: those that the actor may see. */
export const enrollmentsOfStudent = defineLists<SectionEnrollment, SectionEnrollment>({
  type: 'Student.enrollments',
  async load(request, ids) {
    const rows = await request
      .reads<AcademicsTables>()
      .selectFrom('section_enrollment')
      .select([
        'id',
        'section_id as sectionId',
        'organization_id as organizationId',
        'student_id as studentId',
      ])
      .select(['from', 'to', 'version', 'changed_at as changedAt', 'changed_by as changedBy'])
      .where(among('student_id', ids))
      .orderBy('from')
      .orderBy('id')
      .execute();
    return visibleEnrollments(request, rows);
  },
  of: (row) => row.studentId,
  item: (row) => row,
});
