import type { GuardiansOf } from '@learnova/schema/asks/users';
import type { z } from 'zod';

/** A guardianship that holds now: users evaluates its dates at each question. */
export type Guardianship = z.infer<(typeof GuardiansOf)['output']>[number];

/** Whom the school tells of absences: who may see the child's records and wants to be told. */
export const mayBeTold = (guardianship: Guardianship): boolean =>
  guardianship.recordsAccess && guardianship.notifyAttendance;

/** Who still reads what was told: who may see the child's records. */
export const mayRead = (guardianship: Guardianship): boolean => guardianship.recordsAccess;

/** Whether this guardian may be told of a student, by the guardianships that hold now. */
export function tellable(
  guardianships: readonly Guardianship[],
  guardianId: string,
): (studentId: string) => boolean {
  const own = guardianships.filter((g) => g.guardianId === guardianId && mayBeTold(g));
  const students = new Set(own.map((guardianship) => guardianship.studentId));
  return (studentId) => students.has(studentId);
}
