import { answer } from '@learnova/platform/ask/answer';
import { idsIn } from '@learnova/platform/ask/ids-in';
import { OpenInvoices } from '@learnova/schema/asks/finance';
import { sql } from 'kysely';
import { invoicesWhere } from './invoice.reads.ts';

export const answerOpenInvoices = answer(OpenInvoices, async (request, { studentIds, ...page }) => {
  const ids = studentIds ?? (await idsIn(request, 'invoice', 'student_id', page));
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
