import { dayInWords } from '../notification/day-in-words.ts';
import type { Letter } from '../notification/subject.ts';
import type { PayersReminder } from './reminder.rules.ts';

type Kind = PayersReminder['kind'];

/** Of one invoice, as it stands when the message is written. */
export interface Owed {
  readonly child: string;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly dueOn: string;
  /** Of the currency's smallest unit. */
  readonly outstandingMinor: number;
  readonly currency: string;
}

export function titleOf(kind: Kind, count: number): string {
  const what = count === 1 ? 'An invoice is' : 'Invoices are';
  return `${what} ${kind === 'INVOICE_DUE_SOON' ? 'to be paid soon' : 'overdue'}`;
}

/** For the inbox: without a name or an amount, which stand in the account. */
export function bodyOf(kind: Kind, count: number): string {
  const what = count === 1 ? '1 invoice is' : `${count} invoices are`;
  return `${what} ${kind === 'INVOICE_DUE_SOON' ? 'to be paid soon' : 'overdue'}. What is owed stands in the account.`;
}

export function letterOf(kind: Kind, payer: string, owed: readonly Owed[]): Letter {
  const opening =
    kind === 'INVOICE_DUE_SOON' ? 'This is to be paid soon:' : 'The last day to pay this has passed:';
  const lines = owed.map(
    ({ child, number, dueOn, outstandingMinor, currency }) =>
      `- ${child}, invoice ${number}: ${amountOf(outstandingMinor, currency)}, due on ${dayInWords(dueOn)}`,
  );
  const closing =
    'If you have paid in the last days, there is nothing to be done. Questions are for the bursary of the school.';
  const text = [`Dear ${payer},`, '', opening, '', ...lines, '', closing, ''].join('\n');
  return { subject: titleOf(kind, owed.length), text };
}

/** `EUR 1,250.00`, with as many places as the currency has. */
function amountOf(minor: number, currency: string): string {
  const style = { style: 'currency', currency, currencyDisplay: 'code' } as const;
  const format = new Intl.NumberFormat('en-GB', style);
  const places = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** places).replace(/\u00a0/g, ' ');
}
