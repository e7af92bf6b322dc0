import { addDays } from '@learnova/platform/local-time';
import type { SchoolPrograms } from '@learnova/schema/school-programs';
import type { DemoStudent } from './demo-people.ts';
import type { Random } from './random.ts';

/** Of each four dozen students, one is in it: the first, and others of the same grade. */
const share = 48;

/** A bilingual branch with a handful of students of the lowest grade, from their first day at the school until their last. */
export function demoPrograms(
  random: Random,
  { school, students, from }: { school: string; students: readonly DemoStudent[]; from: string },
): SchoolPrograms {
  const programId = random.id();
  return {
    offered: [{ id: programId, organizationId: school, code: 'BILINGUAL', title: 'Bilingual branch' }],
    enrollments: students
      .filter((_, n) => n % share === 0)
      .map((student) => ({
        ...{ id: random.id(), programId, organizationId: school, studentId: student.id },
        from: student.from ? addDays(from, student.from) : from,
        to: student.to ? addDays(from, student.to) : null,
      })),
  };
}
