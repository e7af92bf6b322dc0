import type { Interval } from '@learnova/platform/interval';
import { badInput, refusal } from '@learnova/platform/refusal';

/** From one day until another, on which it no longer holds. */
export type Days = Interval<string>;

/** The days alone of a row that holds more: what a refusal may tell. */
export function days({ from, to }: Days): Days {
  return { from, to };
}

/** @throws BAD_USER_INPUT where an enrollment would end before it has begun */
export function checkDays({ from, to }: Days): void {
  if (to !== null && to <= from)
    throw badInput(['input', 'to'], '`to` is the first day without the student: it is later than `from`.');
}

/** Decides the end of an enrollment. It may move to an earlier day, also one that has passed, but never to a later one. */
export function decideEnd(enrollment: Days, to: string): string {
  if (to < enrollment.from) {
    throw badInput(
      ['input', 'to'],
      `The enrollment begins on ${enrollment.from}; with that day as \`to\` it never holds.`,
    );
  }
  if (enrollment.to !== null && to > enrollment.to) {
    const sentence = `The enrollment ends on ${enrollment.to} already. Enroll the student anew from that day on.`;
    throw refusal('ACADEMICS_ENROLLMENT_ENDS_EARLIER', sentence, {
      field: ['input', 'to'],
      to: enrollment.to,
    });
  }
  return to;
}

/** The first day from one on that is in none of these stays; null where there is none. */
export function firstDayAway(stays: readonly Days[], from: string): string | null {
  let day = from;
  for (const stay of stays.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    if (stay.from > day) break;
    if (stay.to === null) return null;
    if (stay.to > day) day = stay.to;
  }
  return day;
}
