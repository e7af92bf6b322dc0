import { addDays } from '@learnova/platform/local-time';
import { isOverdue, type Owed } from '../invoice/invoice.rules.ts';

export interface Threshold {
  readonly fromMinor: number;
  readonly currency: string;
  readonly graceDays: number;
}

export interface Standing {
  /** What is overdue beyond the days of grace. */
  readonly overdueMinor: number;
  readonly currency: string;
  /** The first day on which it was as much as the rule names. */
  readonly since: string;
}

type Invoice = Owed & { readonly currency: string };

/** Whether results are held back now, by the invoices of one student and organization; null where they are not. */
export function holdOf(rule: Threshold | null, invoices: readonly Invoice[], now: Date): Standing | null {
  if (!rule) return null;
  const late = invoices
    .filter(({ currency }) => currency === rule.currency)
    .filter((invoice) => isOverdue(invoice, now, rule.graceDays))
    .toSorted((one, other) => one.dueOn.localeCompare(other.dueOn));
  let overdueMinor = 0;
  let since: string | null = null;
  for (const { outstandingMinor, dueOn } of late) {
    overdueMinor += outstandingMinor;
    if (overdueMinor >= rule.fromMinor) since ??= addDays(dueOn, rule.graceDays + 1);
  }
  return since === null ? null : { overdueMinor, currency: rule.currency, since };
}
