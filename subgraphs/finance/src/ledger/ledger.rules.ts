/**
 * The books. Debits are positive and credits negative, so that a posting balances when its lines add up to nothing, and what
 * stands on an account is the sum of its lines.
 */
export const LedgerAccount = {
  /** What is owed on invoices. */
  RECEIVABLE: 'RECEIVABLE',
  /** What was charged. */
  INCOME: 'INCOME',
  /** What was received and is still here. */
  MONEY: 'MONEY',
  /** What was received and pays no invoice: owed to the payer. */
  CREDIT: 'CREDIT',
} as const;
export type LedgerAccount = keyof typeof LedgerAccount;

export interface Line {
  readonly account: LedgerAccount;
  /** In minor units; never zero. */
  readonly amount: number;
  readonly studentId?: string;
  readonly invoiceId?: string;
  readonly paymentId?: string;
  readonly feeItemId?: string;
}

interface Charge {
  readonly feeItemId: string;
  readonly amountMinor: number;
}

/** Of an invoice, as far as the books know it. */
export interface Billed {
  readonly id: string;
  readonly studentId: string;
}

/** So much of a payment for one invoice. */
export interface Share {
  readonly invoice: Billed;
  readonly amount: number;
}

export function invoiced({ id: invoiceId, studentId }: Billed, charges: readonly Charge[]): Line[] {
  const total = charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [
    { account: 'RECEIVABLE', amount: total, studentId, invoiceId },
    ...charges.map(({ feeItemId, amountMinor }) => ({
      ...{ account: 'INCOME' as const, amount: -amountMinor, studentId, invoiceId, feeItemId },
    })),
  ];
}

export function received(paymentId: string, amount: number): Line[] {
  return [
    { account: 'MONEY', amount, paymentId },
    { account: 'CREDIT', amount: -amount, paymentId },
  ];
}

/** Credit becomes payment of invoices. */
export function allocated(paymentId: string, shares: readonly Share[]): Line[] {
  return shares.flatMap(({ invoice: { id: invoiceId, studentId }, amount }) => [
    { account: 'CREDIT' as const, amount, paymentId },
    { account: 'RECEIVABLE' as const, amount: -amount, studentId, invoiceId, paymentId },
  ]);
}

/** Money that has paid invoices becomes credit again. */
export function released(paymentId: string, shares: readonly Share[]): Line[] {
  return negated(allocated(paymentId, shares));
}

/** Credit goes back to who paid. */
export function refunded(paymentId: string, amount: number): Line[] {
  return negated(received(paymentId, amount));
}

/** What takes back a posting: the same lines the other way round. */
export function negated(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, amount: -line.amount }));
}

/** @throws where a posting does not balance: that is a fault of ours, and nothing of the command is kept */
export function checkBalance(lines: readonly Line[]): void {
  const sum = lines.reduce((total, { amount }) => total + amount, 0);
  if (sum !== 0 || lines.length < 2 || lines.some(({ amount }) => amount === 0))
    throw new Error('a posting does not balance');
}
