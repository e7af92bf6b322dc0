import type { ReminderDue } from '@learnova/schema/events/finance';
import type { z } from 'zod';

export type Reminder = z.infer<typeof ReminderDue.payload>['reminders'][number];

/** What a payer is reminded of: ids only. */
export interface Reminded {
  readonly invoiceId: string;
  readonly studentId: string;
  readonly step: number;
}

export interface PayersReminder {
  readonly payerId: string;
  readonly kind: 'INVOICE_DUE_SOON' | 'INVOICE_OVERDUE';
  readonly statements: readonly Reminded[];
}

/** One message for each payer and kind, however many children and invoices: each invoice goes to everybody who pays for its student. */
export function remindersOf(
  reminders: readonly Reminder[],
  payers: readonly { readonly payerId: string; readonly studentId: string }[],
): PayersReminder[] {
  const payersOf = Map.groupBy(payers, ({ studentId }) => studentId);
  const found = new Map<string, { payerId: string; kind: PayersReminder['kind']; statements: Reminded[] }>();
  for (const { invoiceId, studentId, step, kind } of reminders) {
    for (const payerId of new Set(payersOf.get(studentId)?.map((payer) => payer.payerId))) {
      const key = `${payerId} ${kind}`;
      const one = found.get(key) ?? { payerId, kind: `INVOICE_${kind}` as const, statements: [] };
      one.statements.push({ invoiceId, studentId, step });
      found.set(key, one);
    }
  }
  return [...found.values()];
}
