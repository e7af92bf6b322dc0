import { dayOf } from '@learnova/platform/local-time';
import { daysOverdue, type Owed } from '../invoice/invoice.rules.ts';

/** Days before the last day on which an invoice is reminded of for the first time. */
const before = 7;
/** Days between the reminders of one that is overdue. */
const every = 14;

/**
 * The step that an invoice has reached by now: 0 in the last week in time, 1 from the first day overdue, and one more every fortnight;
 * null where there is nothing to remind of. Steps that were missed are not made up for.
 */
export function stepOf(invoice: Owed, now: Date): number | null {
  if (invoice.outstandingMinor <= 0) return null;
  const days = daysOverdue(invoice.dueOn, dayOf(now, invoice.timeZone));
  if (days <= 0) return days >= -before ? 0 : null;
  return 1 + Math.floor((days - 1) / every);
}
