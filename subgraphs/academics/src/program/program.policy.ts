import type { Place } from '@learnova/platform/places';

/**
 * Programs stand in a catalogue for everybody of the organization: for who holds a role in it, above or below it, learns there
 * or has a child there.
 * @param belongsTo the organizations in which a person holds a role, learns or has a child today
 */
export function maySeePrograms(
  belongsTo: ReadonlySet<string>,
  { path, subtree }: Pick<Place, 'path' | 'subtree'>,
): boolean {
  return [...path, ...subtree].some((id) => belongsTo.has(id));
}

/** What ties a person to the enrollments of students, at schools or in programs, today. */
export interface AdmissionTies {
  /** Organizations that the person manages. */
  readonly managed: ReadonlySet<string>;
  /** Students of whom the person may list enrollments. */
  readonly followed: ReadonlySet<string>;
}

export interface Admission {
  readonly organizationId: string;
  readonly studentId: string;
}

/** Who is at a school or in a program is seen by who manages the school that admitted them, and by who follows the student now. */
export function maySeeAdmission(
  { managed, followed }: AdmissionTies,
  { organizationId, studentId }: Admission,
): boolean {
  return managed.has(organizationId) || followed.has(studentId);
}
