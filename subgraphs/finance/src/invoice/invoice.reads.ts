import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { Reversal } from '../ledger/reversal.entity.ts';
import { Invoice } from './invoice.entity.ts';

interface Row extends Omit<Invoice, 'outstandingMinor' | 'reversal'> {
  readonly outstandingMinor: string;
  readonly reversalNumber: string | null;
  readonly reversedOn: string;
}

/** Invoices with what the books say of them: one query, however many. @param condition of `i`, the invoice, and `l`, its sums */
export async function invoicesWhere(
  request: Request,
  condition: RawBuilder<unknown>,
  limit: number | null = null,
): Promise<Invoice[]> {
  const { rows } = await sql<Row>`
    select i.id, i.number, i.organization_id as "organizationId", i.student_id as "studentId", i.currency, i.charges,
      i.invoice_run_id as "invoiceRunId", i.fee_structure_id as "feeStructureId", i.occurrence,
      i.issued_on as "issuedOn", i.due_on as "dueOn", i.time_zone as "timeZone", i.issued_at as "issuedAt",
      l.outstanding as "outstandingMinor", l.version, newest.recorded_by as "changedBy",
      newest.recorded_at as "changedAt", r.number as "reversalNumber", r.day as "reversedOn"
    from invoice i
    cross join lateral (
      select coalesce(sum(amount), 0)::bigint as outstanding, count(distinct posting_id)::int as version
      from ledger_line where invoice_id = i.id and account = 'RECEIVABLE'
    ) l
    left join lateral (
      select p.recorded_by, p.recorded_at from ledger_line line join ledger_posting p on p.id = line.posting_id
      where line.invoice_id = i.id and line.account = 'RECEIVABLE' order by p.recorded_at desc, p.id desc limit 1
    ) newest on true
    left join reversal r on r.document_id = i.id
    where ${condition}
    order by i.issued_at desc, i.id desc
    ${limit === null ? sql`` : sql`limit ${limit}`}
  `.execute(request.reads<unknown>());
  return rows.map(({ reversalNumber, reversedOn, ...row }) =>
    Object.assign(new Invoice(), row, {
      outstandingMinor: Number(row.outstandingMinor),
      reversal:
        reversalNumber === null
          ? null
          : Object.assign(new Reversal(), {
              ...{ documentId: row.id, kind: 'INVOICE', organizationId: row.organizationId },
              ...{ number: reversalNumber, day: reversedOn },
            }),
    }),
  );
}

export function invoicesById(request: Request, ids: readonly string[]): Promise<Invoice[]> {
  return invoicesWhere(request, sql`i.id = any(${ids}::uuid[])`);
}

/** What is still to be paid by these students, the longest due first. */
export async function openInvoicesOf(
  request: Request,
  studentIds: readonly string[],
  organizationId: string,
): Promise<Invoice[]> {
  const open = await invoicesWhere(
    request,
    sql`i.student_id = any(${studentIds}::uuid[]) and i.organization_id = ${organizationId} and l.outstanding > 0`,
  );
  return open.sort((one, other) => order(one).localeCompare(order(other)));
}

const order = ({ dueOn, number }: Invoice) => `${dueOn} ${number}`;
