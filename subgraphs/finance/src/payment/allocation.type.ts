import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { ObjectType } from 'type-graphql';

/** What a payment pays of an invoice now: the sum of the lines in the ledger that name both. Nothing of it is stored. */
@ObjectType({
  description:
    'What one payment pays of one invoice. Seen by whoever sees the payment or the invoice; the other one only by who may see that too.',
})
export class Allocation {
  paymentId!: string;

  invoiceId!: string;

  studentId!: string;

  amountMinor!: number;

  currency!: string;
}

/** Of these payments, or of these invoices, in the order of the invoices. */
export async function allocationsOf(
  request: Request,
  of: { readonly paymentIds?: readonly string[]; readonly invoiceIds?: readonly string[] },
): Promise<Allocation[]> {
  const condition: RawBuilder<unknown> = of.paymentIds
    ? sql`payment_id = any(${of.paymentIds}::uuid[])`
    : sql`invoice_id = any(${of.invoiceIds ?? []}::uuid[])`;
  const { rows } = await sql<Allocation & { total: string }>`
    select payment_id as "paymentId", invoice_id as "invoiceId", student_id as "studentId", currency,
      -sum(amount)::bigint as total
    from ledger_line
    where account = 'RECEIVABLE' and payment_id is not null and invoice_id is not null and ${condition}
    group by payment_id, invoice_id, student_id, currency
    having sum(amount) <> 0
    order by invoice_id, payment_id
  `.execute(request.reads<unknown>());
  return rows.map(({ total, ...row }) =>
    Object.assign(new Allocation(), row, { amountMinor: Number(total) }),
  );
}
