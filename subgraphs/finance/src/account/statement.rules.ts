import { dayOf } from '@learnova/platform/local-time';
import { daysOverdue } from '../invoice/invoice.rules.ts';

export const buckets = ['notDue', 'days1To30', 'days31To60', 'days61To90', 'over90'] as const;
export type Bucket = (typeof buckets)[number];

/** What is owed on invoices that are due on one day. */
export interface Due {
  readonly dueOn: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly amount: number;
}

export function bucketOf(days: number): Bucket {
  if (days <= 0) return 'notDue';
  if (days <= 30) return 'days1To30';
  if (days <= 60) return 'days31To60';
  return days <= 90 ? 'days61To90' : 'over90';
}

/** By currency, each bucket and all of them together: every unit stands in one bucket. */
export function age(owed: readonly Due[], now: Date): Map<string, Record<Bucket | 'total', number>> {
  const ages = new Map<string, Record<Bucket | 'total', number>>();
  for (const { dueOn, timeZone, currency, amount } of owed) {
    const sums = ages.get(currency) ?? {
      notDue: 0,
      days1To30: 0,
      days31To60: 0,
      days61To90: 0,
      over90: 0,
      total: 0,
    };
    sums[bucketOf(daysOverdue(dueOn, dayOf(now, timeZone)))] += amount;
    sums.total += amount;
    ages.set(currency, sums);
  }
  return ages;
}

/** Entries with what is owed after each. */
export function withBalances<E extends { readonly amount: number }>(opening: number, entries: readonly E[]) {
  let balance = opening;
  return entries.map((entry) => {
    balance += entry.amount;
    return { ...entry, balance };
  });
}
