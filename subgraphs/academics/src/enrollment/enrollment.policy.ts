import type { SectionTies } from '../section/section.policy.ts';

/** What ties a person to the enrollments of students today. */
export interface EnrollmentTies extends Pick<SectionTies, 'managed' | 'taught'> {
  /** The person, and children whose records they may see now. */
  readonly family: ReadonlySet<string>;
}

export interface Enrolled {
  readonly studentId: string;
  readonly sectionId: string;
  readonly organizationId: string;
}

/** An enrollment is seen by the family, and by those who manage the section or teach it now. */
export function maySeeEnrollment(
  { family, managed, taught }: EnrollmentTies,
  { studentId, organizationId, sectionId }: Enrolled,
): boolean {
  return family.has(studentId) || managed.has(organizationId) || taught.has(sectionId);
}
