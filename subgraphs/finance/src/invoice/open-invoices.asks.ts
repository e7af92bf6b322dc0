import { answer } from '@learnova/platform/ask/answer';
import type { Request } from '@learnova/platform/request';
import { OpenInvoices } from '@learnova/schema/asks/finance';
import { sql } from 'kysely';
import { invoicesWhere } from './invoice.reads.ts';

export const answerOpenInvoices = answer(OpenInvoices, async (request, { studentIds, after, limit }) => {
  const ids = studentIds ?? (await everInvoiced(request, after, limit));
  const open = await invoicesWhere(request, sql`i.student_id = any(${ids}::uuid[]) and l.outstanding > 0`);
  const byStudent = Map.groupBy(open, ({ studentId }) => studentId);
  return ids.map((studentId) => ({
    studentId,
    invoices: (byStudent.get(studentId) ?? []).map(
      ({ id: invoiceId, organizationId, dueOn, timeZone, currency, outstandingMinor }) => ({
        ...{ invoiceId, organizationId, dueOn, timeZone, currency, outstandingMinor },
      }),
    ),
  }));
});

async function everInvoiced(request: Request, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select student_id as id from invoice ${after === null ? sql`` : sql`where student_id > ${after}::uuid`}
    group by student_id order by student_id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}
