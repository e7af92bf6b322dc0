import { checkAmount } from '@learnova/platform/money';
import { badInput, refusal } from '@learnova/platform/refusal';
import type { Billed, Share } from '../ledger/ledger.rules.ts';

/** An invoice, as far as paying it goes. */
export interface Payable extends Billed {
  readonly organizationId: string;
  readonly currency: string;
  readonly outstandingMinor: number;
}

/** Money that is to pay invoices. */
export interface Means {
  readonly organizationId: string;
  readonly currency: string;
  /** What of it pays nothing yet. */
  readonly unallocatedMinor: number;
}

interface Wanted {
  readonly invoiceId: string;
  readonly amountMinor: number;
}

/** So much for each of these invoices: of one organization and currency, no more than is owed, and together no more than there is. */
export function decideAllocation(
  { organizationId, currency, unallocatedMinor }: Means,
  wanted: readonly Wanted[],
  invoices: readonly Payable[],
): Share[] {
  const shares = wanted.map(({ invoiceId, amountMinor: amount }, index): Share => {
    const at = ['input', 'allocations', `${index}`];
    const invoice = invoices.find(({ id }) => id === invoiceId);
    if (invoice?.organizationId !== organizationId)
      throw refusal(
        'FINANCE_INVOICE_UNKNOWN',
        'The organization has no such invoice. Choose one of its own.',
        {
          field: [...at, 'invoiceId'],
        },
      );
    if (wanted.findIndex((other) => other.invoiceId === invoiceId) < index)
      throw badInput([...at, 'invoiceId'], 'This invoice is named already. Add its amounts up.');
    if (invoice.currency !== currency) throw otherCurrency(invoice.currency, [...at, 'invoiceId']);
    checkAmount(amount, [...at, 'amountMinor']);
    if (amount > invoice.outstandingMinor)
      throw refusal(
        'FINANCE_MORE_THAN_OWED',
        'This is more than is still to be paid. Allocate that, or less.',
        {
          field: [...at, 'amountMinor'],
          invoiceId,
          outstandingMinor: invoice.outstandingMinor,
        },
      );
    return { invoice, amount };
  });
  const total = shares.reduce((sum, { amount }) => sum + amount, 0);
  if (total > unallocatedMinor)
    throw refusal(
      'FINANCE_MORE_THAN_RECEIVED',
      'This is more than the payment has left. Allocate that, or less.',
      {
        field: ['input', 'allocations'],
        unallocatedMinor,
      },
    );
  return shares;
}

export function otherCurrency(currency: string, field: readonly string[]) {
  return refusal(
    'FINANCE_OTHER_CURRENCY',
    `This is in ${currency}. One payment is for invoices of its own currency.`,
    {
      field,
      currency,
    },
  );
}

/** Pays what is due longest first, to the end, and then the next. @param open in the order in which they are to be paid */
export function oldestFirst(amount: number, open: readonly Payable[]): Share[] {
  let left = amount;
  return open.flatMap((invoice) => {
    const share = Math.min(left, Math.max(invoice.outstandingMinor, 0));
    left -= share;
    return share > 0 ? [{ invoice, amount: share }] : [];
  });
}

/**
 * Pays of each invoice the same part. What rounding leaves over goes, a unit each, to those that lost most by it (largest
 * remainder), so the shares add up to the amount, and none is more than is owed.
 */
export function proportionally(amount: number, open: readonly Payable[]): Share[] {
  const owed = open.map(({ outstandingMinor }) => BigInt(Math.max(outstandingMinor, 0)));
  const total = owed.reduce((sum, one) => sum + one, 0n);
  if (total === 0n) return [];
  const paid = BigInt(amount) < total ? BigInt(amount) : total;
  const exact = owed.map((one, index) => {
    const product = one * paid;
    return { index, whole: product / total, rest: product % total };
  });
  const given = exact.reduce((sum, { whole }) => sum + whole, 0n);
  const first = exact
    .toSorted((one, other) =>
      one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1,
    )
    .slice(0, Number(paid - given))
    .map(({ index }) => index);
  const luckier = new Set(first);
  return exact.flatMap(({ index, whole }) => {
    const invoice = open[index];
    const share = Number(whole) + (luckier.has(index) ? 1 : 0);
    return invoice && share > 0 ? [{ invoice, amount: share }] : [];
  });
}
