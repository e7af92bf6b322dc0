import { fill } from '@learnova/platform/fill';
import type { Request } from '@learnova/platform/request';
import type { PublishedResults } from '@learnova/schema/asks/assessments';
import { sql } from 'kysely';
import type { z } from 'zod';

type Answer = z.infer<(typeof PublishedResults)['output']>;

/**
 * Writes which results of these students there are now in place of what was copied of that. Whoever calls it has taken the students'
 * turns before asking.
 */
export async function copyPublishedResults(request: Request, students: Answer): Promise<void> {
  const ids = students.map(({ studentId }) => studentId);
  await sql`delete from published_result where student_id = any(${ids}::uuid[])`.execute(
    request.reads<unknown>(),
  );
  const rows = students.flatMap(({ studentId, results }) => results.map((one) => ({ studentId, ...one })));
  await fill(request, 'published_result', rows);
}
