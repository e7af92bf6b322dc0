import { answer } from '@learnova/platform/ask/answer';
import type { Request } from '@learnova/platform/request';
import { PublishedResults } from '@learnova/schema/asks/assessments';
import { sql } from 'kysely';
import { currentResultsOf } from './result.reads.ts';

export const answerPublishedResults = answer(
  PublishedResults,
  async (request, { studentIds, after, limit }) => {
    const ids = studentIds ?? (await everGiven(request, after, limit));
    const held = (await currentResultsOf(request, ids)).filter(({ isWithheld }) => !isWithheld);
    const results = Map.groupBy(held, ({ studentId }) => studentId);
    return ids.map((studentId) => ({
      studentId,
      results: (results.get(studentId) ?? []).map(({ id: resultId, sectionId, releasedAt }) => ({
        ...{ resultId, sectionId, publishedAt: releasedAt.toISOString() },
      })),
    }));
  },
);

async function everGiven(request: Request, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select student_id as id from section_result ${after === null ? sql`` : sql`where student_id > ${after}::uuid`}
    group by student_id order by student_id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}
