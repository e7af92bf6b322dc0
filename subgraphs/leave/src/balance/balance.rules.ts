import { badInput, refusal } from '@learnova/platform/refusal';

/** What is to be taken from, or given to, the balance of one year; hundredths of a day. */
export interface YearShare {
  readonly leaveYear: number;
  readonly hundredths: number;
}

/** The balance of one person, kind of leave and year; hundredths of a day. */
export interface Balance {
  readonly leaveYear: number;
  readonly granted: number;
  /** Taken, less what was given back. */
  readonly taken: number;
  /** Of requests that nobody has decided. */
  readonly pending: number;
}

/** What may still be asked for. */
export const availableOf = ({ granted, taken, pending }: Omit<Balance, 'leaveYear'>): number =>
  granted - taken - pending;

/** What each year pays, in order: a leave over the end of a year is paid by two. */
export function sharesOf(slots: readonly YearShare[]): YearShare[] {
  const sums = new Map<number, number>();
  for (const { leaveYear, hundredths } of slots) sums.set(leaveYear, (sums.get(leaveYear) ?? 0) + hundredths);
  return [...sums].sort(([a], [b]) => a - b).map(([leaveYear, hundredths]) => ({ leaveYear, hundredths }));
}

/**
 * What is asked for is there, in each year: whatever others wait for was held back before.
 * @throws LEAVE_BALANCE_EXCEEDED
 */
export function refuseBeyond(balances: readonly Balance[], shares: readonly YearShare[]): void {
  for (const { leaveYear, hundredths } of shares) {
    const balance = balances.find((one) => one.leaveYear === leaveYear);
    const available = balance ? availableOf(balance) : 0;
    if (hundredths > available)
      throw refusal(
        'LEAVE_BALANCE_EXCEEDED',
        `This takes ${hundredths / 100} days of the year ${leaveYear}, and ${available / 100} are left. Ask for fewer, or ask the office for more.`,
        { leaveYear, days: hundredths / 100, availableDays: available / 100 },
      );
  }
}

/**
 * What each of the people is given, in hundredths of a day. What is taken back must still be there.
 * @throws BAD_USER_INPUT, LEAVE_GRANT_USED
 */
export function decideGrant(
  days: number,
  leaveYear: number,
  personIds: readonly string[],
  balances: readonly (Balance & { readonly personId: string })[],
): number {
  const hundredths = Math.round(days * 100);
  if (hundredths === 0 || Math.abs(days) > 366 || Math.abs(days * 100 - hundredths) > 1e-6)
    throw badInput(['input', 'days'], 'This takes days to the hundredth, up to 366, and not 0.');
  if (leaveYear < 1900 || leaveYear > 2199)
    throw badInput(['input', 'leaveYear'], 'Years are taken from 1900 to 2199.');
  if (hundredths > 0) return hundredths;
  const short = personIds.filter((personId) => {
    const balance = balances.find((one) => one.personId === personId && one.leaveYear === leaveYear);
    return (balance ? availableOf(balance) : 0) + hundredths < 0;
  });
  if (short.length > 0)
    throw refusal(
      'LEAVE_GRANT_USED',
      'Some of them have fewer days left than this takes back. Take back fewer.',
      {
        ...{ field: ['input', 'days'], personIds: short },
      },
    );
  return hundredths;
}
