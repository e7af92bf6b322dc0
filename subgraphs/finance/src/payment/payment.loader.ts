import { person } from '@learnova/platform/actor';
import type { Page } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import { badInput } from '@learnova/platform/refusal';
import { type Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { sql } from 'kysely';
import { z } from 'zod';
import { organizationsKept } from '../person.ties.ts';
import { type Allocation, allocationsOf } from './allocation.type.ts';
import type { Payment } from './payment.entity.ts';
import { paymentsById, paymentsWhere } from './payment.reads.ts';
import { Refund } from './refund.entity.ts';

/** The door to payments: who has paid sees what was paid, also when the child is no longer theirs to know of. */
export const payments = defineLoader<Payment>({
  type: 'Payment',
  load: paymentsById,
  visible: async (request, rows) => {
    const kept = await organizationsKept(request);
    const { personId } = person(request);
    return rows.filter((row) => row.payerId === personId || kept.has(row.organizationId));
  },
});

interface Listed<T> {
  readonly id: string;
  readonly list: readonly T[];
}

/** Of payments or invoices that are shown already. */
export const allocationsOfPayment = defineLoader<Listed<Allocation>>({
  type: 'Payment.allocations',
  load: async (request, paymentIds) =>
    listed(paymentIds, await allocationsOf(request, { paymentIds }), ({ paymentId }) => paymentId),
  visible: async (_request, rows) => rows,
});

export const allocationsOfInvoice = defineLoader<Listed<Allocation>>({
  type: 'Invoice.allocations',
  load: async (request, invoiceIds) =>
    listed(invoiceIds, await allocationsOf(request, { invoiceIds }), ({ invoiceId }) => invoiceId),
  visible: async (_request, rows) => rows,
});

export const refundsOfPayment = defineLoader<Listed<Refund>>({
  type: 'Payment.refunds',
  load: async (request, ids) => {
    const refunds = await request.em.find(
      Refund,
      { paymentId: { $in: [...ids] } },
      { orderBy: { recordedAt: 'asc', id: 'asc' } },
    );
    return listed(ids, refunds, ({ paymentId }) => paymentId);
  },
  visible: async (_request, rows) => rows,
});

function listed<T>(ids: readonly string[], rows: readonly T[], of: (row: T) => string): Listed<T>[] {
  return ids.map((id) => ({ id, list: rows.filter((row) => of(row) === id) }));
}

const place = z.tuple([instant, id]);

/** The parts of the sort key: newest first. */
export const placeOf = ({ recordedAt, id }: Payment): readonly string[] => [recordedAt.toISOString(), id];

/** A page of what a person has paid, newest first: to some organizations, or to all. */
export function pageOfPayments(
  request: Request,
  payerId: string,
  organizationIds: readonly string[] | null,
  { limit, after }: Page,
): Promise<Payment[]> {
  const from = after === null ? null : place.safeParse(after);
  if (from?.success === false)
    throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
  const beyond = from
    ? sql`and (p.recorded_at, p.id) < (${from.data[0]}::timestamptz, ${from.data[1]}::uuid)`
    : sql``;
  const among =
    organizationIds === null ? sql`` : sql`and p.organization_id = any(${organizationIds}::uuid[])`;
  return paymentsWhere(request, sql`p.payer_id = ${payerId} ${among} ${beyond}`, limit);
}
