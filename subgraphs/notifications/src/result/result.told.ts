import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Guardian, ResultTold } from './result.rules.ts';

/** What these students and their guardians were told of the students' results so far, as it stands in their inboxes. */
export async function toldResults(
  request: Request,
  studentIds: readonly string[],
  guardians: readonly Guardian[],
): Promise<(personId: string) => readonly ResultTold[]> {
  const people = [...new Set([...studentIds, ...guardians.map(({ guardianId }) => guardianId)])];
  const { rows } = await sql<ResultTold & { personId: string }>`
    select n.person_id as "personId", told.*
    from notification as n,
      jsonb_to_recordset(n.statements) as told ("resultId" uuid, "sectionId" uuid, "studentId" uuid)
    where n.person_id = any(${people}::uuid[]) and n.kind in ('RESULT_PUBLISHED', 'RESULT_AMENDED')
      and told."studentId" = any(${studentIds}::uuid[])
  `.execute(request.reads<unknown>());
  const ofPerson = Map.groupBy(rows, ({ personId }) => personId);
  return (personId) => ofPerson.get(personId) ?? [];
}
