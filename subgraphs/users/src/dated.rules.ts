import type { Interval } from '@learnova/platform/interval';
import { badInput, refusal } from '@learnova/platform/refusal';

/** A fact between two days, `YYYY-MM-DD`, so that the order of strings is that of days. */
export type Dated = Interval<string>;

/** A new fact holds for one day at least. Throws BAD_USER_INPUT at `to`. */
export function decideInterval(from: string, to: string | null | undefined): Dated {
  if (to && to <= from) {
    throw badInput(
      ['input', 'to'],
      `"to" is the first day on which it no longer holds, so it lies after ${from}.`,
    );
  }
  return { from, to: to ?? null };
}

/**
 * The end of a fact, set or brought forward. What has ended is not prolonged: it is made anew, so that its history stays.
 * On its own first day it ends as if it had never begun. Throws BAD_USER_INPUT at `to`, or ALREADY_ENDED.
 */
export function decideEnd(current: Dated, to: string): string {
  if (to < current.from)
    throw badInput(['input', 'to'], `It begins on ${current.from} and cannot end before.`);
  if (current.to !== null && to >= current.to) {
    throw refusal(
      'ALREADY_ENDED',
      `It ends on ${current.to} already. To prolong it, record a new one from that day.`,
      {
        field: ['input', 'to'],
      },
    );
  }
  return to;
}
