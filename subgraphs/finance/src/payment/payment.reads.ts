import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { Reversal } from '../ledger/reversal.entity.ts';
import { Payment } from './payment.entity.ts';

interface Row extends Omit<Payment, 'amountMinor' | 'unallocatedMinor' | 'refundedMinor' | 'reversal'> {
  readonly amountMinor: string;
  readonly unallocatedMinor: string;
  readonly refundedMinor: string;
  readonly reversalNumber: string | null;
  readonly reversedOn: string;
}

/** Payments with what the books say of them: one query, however many. @param condition of `p`, the payment */
export async function paymentsWhere(
  request: Request,
  condition: RawBuilder<unknown>,
  limit: number | null = null,
): Promise<Payment[]> {
  const { rows } = await sql<Row>`
    select p.id, p.number, p.organization_id as "organizationId", p.payer_id as "payerId", p.method,
      p.amount_minor as "amountMinor", p.currency, p.received_on as "receivedOn", p.time_zone as "timeZone",
      p.recorded_by as "recordedBy", p.recorded_at as "recordedAt", -l.credit as "unallocatedMinor",
      f.refunded as "refundedMinor", l.version, newest.recorded_by as "changedBy", newest.recorded_at as "changedAt",
      r.number as "reversalNumber", r.day as "reversedOn"
    from payment p
    cross join lateral (
      select coalesce(sum(amount), 0)::bigint as credit, count(distinct posting_id)::int as version
      from ledger_line where payment_id = p.id and account = 'CREDIT'
    ) l
    cross join lateral (
      select coalesce(sum(amount_minor), 0)::bigint as refunded from refund where payment_id = p.id
    ) f
    left join lateral (
      select entry.recorded_by, entry.recorded_at from ledger_line line join ledger_posting entry on entry.id = line.posting_id
      where line.payment_id = p.id and line.account = 'CREDIT' order by entry.recorded_at desc, entry.id desc limit 1
    ) newest on true
    left join reversal r on r.document_id = p.id
    where ${condition}
    order by p.recorded_at desc, p.id desc
    ${limit === null ? sql`` : sql`limit ${limit}`}
  `.execute(request.reads<unknown>());
  return rows.map(({ reversalNumber, reversedOn, ...row }) =>
    Object.assign(new Payment(), row, {
      amountMinor: Number(row.amountMinor),
      unallocatedMinor: Number(row.unallocatedMinor),
      refundedMinor: Number(row.refundedMinor),
      reversal:
        reversalNumber === null
          ? null
          : Object.assign(new Reversal(), {
              ...{ documentId: row.id, kind: 'PAYMENT', organizationId: row.organizationId },
              ...{ number: reversalNumber, day: reversedOn },
            }),
    }),
  );
}

export function paymentsById(request: Request, ids: readonly string[]): Promise<Payment[]> {
  return paymentsWhere(request, sql`p.id = any(${ids}::uuid[])`);
}
