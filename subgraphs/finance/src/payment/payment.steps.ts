import { publish } from '@learnova/platform/commit';
import { fresh } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { PaymentSettled } from '@learnova/schema/events/finance';
import { pointAt } from '../account/account.topic.ts';
import { permitKeeping } from '../bursary.policy.ts';
import { changed } from '../changed.refusal.ts';
import { settleHolds } from '../hold/hold.settle.ts';
import type { Invoice } from '../invoice/invoice.entity.ts';
import { invoicesById } from '../invoice/invoice.reads.ts';
import { inTurn } from '../ledger/turns.ts';
import { type Allocation, allocationsOf } from './allocation.type.ts';
import type { Payment } from './payment.entity.ts';
import { payments } from './payment.loader.ts';
import { paymentsById } from './payment.reads.ts';

/** A payment with what it pays and with the invoices that a command names, none of which moves until it has ended. */
export interface Opened {
  readonly payment: Payment;
  readonly allocations: readonly Allocation[];
  readonly invoices: readonly Invoice[];
}

/** The beats "load" and "may" of a command on a payment: whose accounts are kept by others, it does not exist for them. */
export async function openPayment(
  request: Request,
  input: { readonly paymentId: string; readonly expectedVersion: number },
  invoiceIds: readonly string[] | 'all',
): Promise<Opened> {
  const { paymentId, expectedVersion } = input;
  const { organizationId } = await fresh(request, payments, paymentId, 'payment');
  await permitKeeping(request, organizationId);
  const opened = await inTurn(request, async () => {
    const allocations = await allocationsOf(request, { paymentIds: [paymentId] });
    const wanted = invoiceIds === 'all' ? allocations.map(({ invoiceId }) => invoiceId) : invoiceIds;
    const invoices = await invoicesById(request, wanted);
    return {
      allocations,
      invoices,
      studentIds: invoices.map(({ studentId }) => studentId),
      paymentIds: [paymentId],
    };
  });
  const [payment] = await paymentsById(request, [paymentId]);
  if (!payment) throw new Error('a payment is gone');
  if (payment.version !== expectedVersion) throw await changed(request, 'payment', payment);
  return { ...opened, payment };
}

/** The beat "publish" of what changes how invoices are paid, with the holds that follow from it. */
export async function settled(
  request: Request,
  {
    id: paymentId,
    payerId,
    organizationId,
    version,
  }: Pick<Payment, 'id' | 'payerId' | 'organizationId' | 'version'>,
  changes: readonly { readonly invoice: Invoice; readonly by: number }[],
  now: Date,
): Promise<void> {
  const studentIds = [...new Set(changes.map(({ invoice }) => invoice.studentId))];
  const payload = { paymentId, payerId, studentIds };
  const live = pointAt(studentIds, version);
  publish(request, PaymentSettled, { aggregateId: paymentId, version, organizationId, payload, live }, now);
  await settleHolds(request, organizationId, changes, now);
}
