import { dayOf } from '@learnova/platform/local-time';
import { registerEnumType } from 'type-graphql';

export const InvoiceState = { OPEN: 'OPEN', OVERDUE: 'OVERDUE', PAID: 'PAID', REVERSED: 'REVERSED' } as const;
export type InvoiceState = keyof typeof InvoiceState;

registerEnumType(InvoiceState, {
  name: 'InvoiceState',
  description: 'What an invoice waits for: it follows from the books and the day, and is never stored.',
  valuesConfig: {
    OPEN: { description: 'Something of it is to be paid, and there is time.' },
    OVERDUE: { description: 'Something of it is to be paid, and its last day has passed.' },
    PAID: { description: 'All of it is paid.' },
    REVERSED: { description: 'It was taken back, and is not to be paid.' },
  },
});

export interface Owed {
  readonly dueOn: string;
  readonly timeZone: string;
  readonly outstandingMinor: number;
}

/** The day after its last day begins at midnight where the school is. */
export function isOverdue({ dueOn, timeZone, outstandingMinor }: Owed, now: Date, graceDays = 0): boolean {
  return outstandingMinor > 0 && daysOverdue(dueOn, dayOf(now, timeZone)) > graceDays;
}

/** Days since the last day in time; 0 or less while there is time. */
export function daysOverdue(dueOn: string, today: string): number {
  return (Date.parse(today) - Date.parse(dueOn)) / 86_400_000;
}

export function stateOf(invoice: Owed & { readonly reversal: unknown }, now: Date): InvoiceState {
  if (invoice.reversal) return 'REVERSED';
  if (invoice.outstandingMinor <= 0) return 'PAID';
  return isOverdue(invoice, now) ? 'OVERDUE' : 'OPEN';
}

/** An invoice that is made late leaves as much time as none: it is never overdue on the day on which it is issued. */
export function dueDay(wanted: string, today: string): string {
  return wanted > today ? wanted : today;
}
