import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { SchoolsOf } from '@learnova/schema/asks/academics';
import { sql } from 'kysely';
import { organizationsKept, studentsOfPayer } from '../person.ties.ts';
import { StudentAccount } from './student-account.type.ts';

/** The door to accounts. Who may see one follows from its key, and so does whether there is one. */
export const accounts = defineLoader<StudentAccount>({
  type: 'StudentAccount',
  load: async (_request, ids) =>
    ids.map((id) => Object.assign(new StudentAccount(), { id, organizationIds: null })),
  visible: async (request, rows) => {
    const own = await studentsOfPayer(request);
    const families = rows.filter(({ id }) => own.has(id));
    const others = rows.filter(({ id }) => !own.has(id));
    return [...families, ...(await kept(request, others))];
  },
});

/** The parts of accounts that are kept by who asks: of students whom their organizations have invoiced, or teach now. */
async function kept(request: Request, rows: readonly StudentAccount[]): Promise<StudentAccount[]> {
  const organizationIds = [...(await organizationsKept(request))].sort();
  if (organizationIds.length === 0 || rows.length === 0) return [];
  const studentIds = rows.map(({ id }) => id).sort();
  const [schools, { rows: invoiced }] = await Promise.all([
    request.ask(SchoolsOf, { studentIds }),
    sql<{ id: string }>`
      select distinct student_id as id from invoice
      where student_id = any(${studentIds}::uuid[]) and organization_id = any(${organizationIds}::uuid[])
    `.execute(request.reads<unknown>()),
  ]);
  const theirs = new Set([
    ...invoiced.map(({ id }) => id),
    ...schools.filter((s) => organizationIds.includes(s.organizationId)).map(({ studentId }) => studentId),
  ]);
  return rows
    .filter(({ id }) => theirs.has(id))
    .map(({ id }) => Object.assign(new StudentAccount(), { id, organizationIds }));
}
