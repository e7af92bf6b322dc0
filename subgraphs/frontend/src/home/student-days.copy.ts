import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { StudentDays } from '@learnova/schema/asks/attendance';
import { sql } from 'kysely';
import type { z } from 'zod';

type Answer = z.infer<(typeof StudentDays)['output']>;

/**
 * Writes what registers say now of these students in place of what was copied of them: of one day, or of all. Whoever calls it has
 * taken the students' turns before asking.
 */
export async function copyStudentDays(
  request: Request,
  students: Answer,
  date: string | null,
): Promise<void> {
  const ids = students.map(({ studentId }) => studentId);
  await sql`
    delete from student_day where student_id = any(${ids}::uuid[]) ${date === null ? sql`` : sql`and date = ${date}`}
  `.execute(request.reads<unknown>());
  const rows = students.flatMap(({ studentId, days }) => days.map((day) => ({ studentId, ...day })));
  await fill(request, 'student_day', rows);
}
