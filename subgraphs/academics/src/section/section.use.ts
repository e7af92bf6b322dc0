import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { today } from '../session/holding.sql.ts';
import type { Section } from './section.entity.ts';
import type { Use } from './section.rules.ts';

/** Who is in a section today or later in its term, who teaches it then, and how many of its lessons are not over. */
export async function useOf(request: Request, { id }: Section): Promise<Use> {
  const [now, day] = [await request.now(), await today(request)];
  const ofTerm = (table: string) => sql`
    select count(*)::int from (select section_id, "from", "to" from ${sql.table(table)}) of_section
    where section_id = ${id} and academic_session."to" > ${day}
      and (of_section."to" is null or (of_section."to" > ${day} and of_section."to" > of_section."from"))
  `;
  const { rows } = await sql<Use>`
    select (${ofTerm('section_enrollment')}) as students, (${ofTerm('section_staff')}) as teachers,
      (select count(*)::int from meeting where section_id = ${id} and ends_at > ${now}) as meetings
    from section join academic_session on academic_session.id = section.academic_session_id
    where section.id = ${id}
  `.execute(request.reads<unknown>());
  const [use] = rows;
  if (!use) throw new Error('the section has no term');
  return use;
}
