import { defineLoader } from '@learnova/platform/loader';
import { type Hanging, known } from '../known.ts';
import { offersIn, visibleOffers } from '../offered.ties.ts';
import { Course } from './course.entity.ts';

/** The door to courses: a teacher or a student comes to them through their sections. */
export const courses = defineLoader<Course>({
  type: 'Course',
  load: (request, ids) => request.em.find(Course, { id: { $in: [...ids] } }),
  visible: visibleOffers,
});

/** What may be taught in an organization: its own courses, and those of the organizations above it. */
export const coursesOfOrganization = defineLoader<Hanging<Course>>({
  type: 'Organization.courses',
  load: (request, ids) =>
    offersIn(request, ids, (offering) =>
      request.em.find(Course, { organizationId: { $in: offering } }, { orderBy: { code: 'asc', id: 'asc' } }),
    ),
  visible: known,
});
