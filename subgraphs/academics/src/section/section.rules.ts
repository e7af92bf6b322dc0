import { refusal } from '@learnova/platform/refusal';
import { decideName } from '../naming.rules.ts';
import type { SessionDays } from '../session/session.rules.ts';

export interface SectionFacts {
  readonly course: { readonly title: string; readonly isRetired: boolean };
  readonly term: SessionDays;
  readonly today: string;
}

/** Decides what a new section is called: of a course that is offered, in a term that is not over. */
export function decideSection(wanted: { readonly title: string }, { course, term, today }: SectionFacts) {
  if (course.isRetired) {
    const sentence = `${course.title} is retired. Choose another course.`;
    throw refusal('ACADEMICS_COURSE_RETIRED', sentence, { field: ['input', 'courseId'] });
  }
  if (term.to <= today) {
    const sentence = `This term was over on ${term.to}. Choose one that is not.`;
    throw refusal('ACADEMICS_SESSION_OVER', sentence, { field: ['input', 'academicSessionId'], today });
  }
  return { title: decideName(wanted.title, 'title') };
}

/** Refuses to put anybody or anything into a section that is closed. */
export function checkOpen({ isClosed }: { readonly isClosed: boolean }): void {
  if (!isClosed) return;
  const sentence = 'This section is closed. Open it again with `changeSection`, or choose another one.';
  throw refusal('ACADEMICS_SECTION_CLOSED', sentence, { field: ['input', 'sectionId'] });
}

/** Who and what is in a section from now on. */
export interface Use {
  readonly students: number;
  readonly teachers: number;
  readonly meetings: number;
}

/** Refuses to close a section in which somebody is, or is to be, or which meets again. */
export function checkUnused({ students, teachers, meetings }: Use): void {
  if (students + teachers + meetings === 0) return;
  const sentence =
    `From today on ${students} students are in this section, ${teachers} teachers teach it and ${meetings} lessons take place. ` +
    'End their enrollments and assignments first; a section whose lessons are to come stays open until they are over.';
  throw refusal('ACADEMICS_SECTION_IN_USE', sentence, {
    field: ['input', 'isClosed'],
    ...{ students, teachers, meetings },
  });
}
