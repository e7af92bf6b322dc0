import { defineLoader } from '@learnova/platform/loader';
import { defineLists } from '../known.ts';
import { visibleAdmissions } from '../program/program.ties.ts';
import { SchoolEnrollment } from './school-enrollment.entity.ts';

/** The door to enrollments at schools. */
export const schoolEnrollments = defineLoader<SchoolEnrollment>({
  type: 'SchoolEnrollment',
  load: (request, ids) => request.em.find(SchoolEnrollment, { id: { $in: [...ids] } }),
  visible: visibleAdmissions,
});

/** All of students, in the order of their beginning: who may list a student's enrollments sees each of them. */
export const schoolEnrollmentsOfStudent = defineLists<SchoolEnrollment, SchoolEnrollment>({
  type: 'Student.schoolEnrollments',
  load: (request, ids) =>
    request.em.find(
      SchoolEnrollment,
      { studentId: { $in: [...ids] } },
      { orderBy: { from: 'asc', id: 'asc' } },
    ),
  of: (row) => row.studentId,
  item: (row) => row,
});
