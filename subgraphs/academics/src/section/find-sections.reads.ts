import { type FindArgs, hasWords, wordsOf } from '@learnova/platform/find';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { today } from '../session/holding.sql.ts';
import { attendedSections, managedOrganizations, taughtSections } from './section.ties.ts';

/** As `section_titled` and `course_titled` have them. */
const titled = sql<string>`(' ' || platform.folded(section.title))`;
const ofCourse = sql<string>`(' ' || platform.folded(course.title || ' ' || course.code))`;

/**
 * The ids of sections of which title or course has each word of a text as the beginning of a word: those that are not over first, then
 * by title. Only those that the actor may see: the sentence of `section.policy.ts`, said in SQL so that the rest is never read.
 */
export async function findSections(request: Request, args: FindArgs): Promise<string[]> {
  const words = await wordsOf(request, args);
  const [managed, taught, attended, day] = await Promise.all([
    managedOrganizations(request),
    taughtSections(request),
    attendedSections(request),
    today(request),
  ]);
  const { rows } = await sql<{ id: string }>`
    with found as (
      select id from section where ${hasWords(titled, words)}
      union select section.id from section join course on course.id = section.course_id where ${hasWords(ofCourse, words)}
    )
    select section.id from found join section using (id)
      join academic_session on academic_session.id = section.academic_session_id
    where section.organization_id = any(${[...managed]}::uuid[]) or section.id = any(${[...taught, ...attended]}::uuid[])
    order by academic_session."to" <= ${day}, section.title, section.id
    limit ${args.first}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}
