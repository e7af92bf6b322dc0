import { checkAmount } from '@learnova/platform/money';
import { badInput, refusal } from '@learnova/platform/refusal';
import type { Share } from '../ledger/ledger.rules.ts';

interface Kept {
  readonly currency: string;
  readonly unallocatedMinor: number;
  readonly refundedMinor: number;
  readonly reversal: unknown;
}

interface Amount {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Money comes on a day that has been. */
export function decidePayment({ amountMinor }: Amount, receivedOn: string, today: string): void {
  checkAmount(amountMinor, ['input', 'amount', 'amountMinor']);
  if (receivedOn > today)
    throw badInput(['input', 'receivedOn'], 'This day is yet to come. Record money once it is here.');
}

/** Gives back at most what of the payment is still here and pays no invoice: so never more than was received. */
export function decideRefund(payment: Kept, { amountMinor, currency }: Amount): number {
  refuseReversed(payment);
  checkAmount(amountMinor, ['input', 'amount', 'amountMinor']);
  if (currency !== payment.currency)
    throw refusal('FINANCE_OTHER_CURRENCY', `This payment came in ${payment.currency}. Give that back.`, {
      field: ['input', 'amount', 'currency'],
      currency: payment.currency,
    });
  if (amountMinor > payment.unallocatedMinor)
    throw refusal(
      'FINANCE_REFUND_EXCEEDS',
      'This is more than the payment has left. Give that back, or less, or release what pays invoices first.',
      { field: ['input', 'amount', 'amountMinor'], unallocatedMinor: payment.unallocatedMinor },
    );
  return amountMinor;
}

/** Frees what the payment pays of an invoice: all of it, or a part. */
export function decideRelease(payment: Kept, share: Share | undefined, amountMinor: number): Share {
  refuseReversed(payment);
  checkAmount(amountMinor, ['input', 'amountMinor']);
  if (!share || amountMinor > share.amount)
    throw refusal(
      'FINANCE_MORE_THAN_ALLOCATED',
      'The payment pays less than this of the invoice. Release that, or less.',
      {
        field: ['input', 'amountMinor'],
        allocatedMinor: share?.amount ?? 0,
      },
    );
  return { invoice: share.invoice, amount: amountMinor };
}

/** A payment that never held is taken back as a whole; one of which money was given back did hold. */
export function decidePaymentReversal(payment: Kept): void {
  refuseReversed(payment);
  if (payment.refundedMinor > 0)
    throw refusal(
      'FINANCE_PAYMENT_REFUNDED',
      'Money of this payment was given back, so it did hold. Give back what is left of it instead.',
      { refundedMinor: payment.refundedMinor },
    );
}

export function refuseReversed({ reversal }: Pick<Kept, 'reversal'>): void {
  if (reversal)
    throw refusal('FINANCE_PAYMENT_REVERSED', 'This payment was taken back. Record the next one anew.');
}
