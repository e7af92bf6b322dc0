import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { defineLists, type Hanging, known } from '../known.ts';
import { offersIn } from '../offered.ties.ts';
import { Program } from './program.entity.ts';
import { seesProgramsOf, visibleAdmissions } from './program.ties.ts';
import { ProgramEnrollment } from './program-enrollment.entity.ts';

const load = (request: Request, ids: readonly string[]) =>
  request.em.find(Program, { id: { $in: [...ids] } });

/** The door to programs. */
export const programs = defineLoader<Program>({
  type: 'Program',
  load,
  async visible(request, rows) {
    const seen = await seesProgramsOf(
      request,
      rows.map(({ organizationId }) => organizationId),
    );
    return rows.filter(({ organizationId }) => seen.has(organizationId));
  },
});

/** Programs of enrollments that the actor sees already: also of a school that the student has left. */
export const knownPrograms = defineLoader<Program>({ type: 'Program', load, visible: known });

/** What students of an organization may be admitted to: its own programs, and those of the organizations above it. */
export const programsOfOrganization = defineLoader<Hanging<Program>>({
  type: 'Organization.programs',
  load: (request, ids) =>
    offersIn(request, ids, (offering) =>
      request.em.find(
        Program,
        { organizationId: { $in: offering } },
        { orderBy: { code: 'asc', id: 'asc' } },
      ),
    ),
  visible: known,
});

/** The door to enrollments in programs. */
export const programEnrollments = defineLoader<ProgramEnrollment>({
  type: 'ProgramEnrollment',
  load: (request, ids) => request.em.find(ProgramEnrollment, { id: { $in: [...ids] } }),
  visible: visibleAdmissions,
});

/** All of students, in the order of their beginning: who may list a student's enrollments sees each of them. */
export const programEnrollmentsOfStudent = defineLists<ProgramEnrollment, ProgramEnrollment>({
  type: 'Student.programEnrollments',
  load: (request, ids) =>
    request.em.find(
      ProgramEnrollment,
      { studentId: { $in: [...ids] } },
      { orderBy: { from: 'asc', id: 'asc' } },
    ),
  of: (row) => row.studentId,
  item: (row) => row,
});
