import { holdsOn } from '@learnova/platform/interval';
import { addDays, daysBetween } from '@learnova/platform/local-time';
import { badInput, refusal } from '@learnova/platform/refusal';
import { weekdayOf } from '../meeting/weekly.rules.ts';
import type { SessionDays } from './session.rules.ts';

export interface WantedDays extends SessionDays {
  /** Null for all. */
  readonly weekdays: readonly string[] | null;
}

/** Two years. */
const longest = 731;

/** @throws BAD_USER_INPUT where no days are asked for, or more than two years of them */
export function checkRange({ from, to }: SessionDays, path: readonly string[]): void {
  const field = [...path, 'to'];
  if (to <= from)
    throw badInput(field, '`to` is the first day that is left as it is: it is later than `from`.');
  if (to > addDays(from, longest)) throw badInput(field, `Name ${longest} days at most: two school years.`);
}

/** Decides of which days a calendar says something: each lies in a school year. */
export function decideSchoolDays(wanted: WantedDays, years: readonly SessionDays[]): string[] {
  checkRange(wanted, ['input']);
  const { weekdays } = wanted;
  const days = daysBetween(wanted.from, wanted.to).filter(
    (date) => weekdays === null || weekdays.includes(weekdayOf(date)),
  );
  if (days.length === 0)
    throw badInput(['input', 'weekdays'], 'None of these days is one of these weekdays.');
  const outside = days.find((date) => !years.some((year) => holdsOn(year, date)));
  if (outside) {
    const sentence = `${outside} lies in no school year. Choose days of one, or make it first.`;
    throw refusal('ACADEMICS_OUTSIDE_YEAR', sentence, { field: ['input', 'from'], date: outside });
  }
  return days;
}

/** Refuses to close a school on days on which something meets. */
export function checkNothingMeets(meetingDays: readonly string[]): void {
  if (meetingDays.length === 0) return;
  const [first, count] = [meetingDays[0], meetingDays.length];
  const sentence = `Lessons take place on ${count === 1 ? first : `${count} of these days, the first on ${first}`}. Move them to other days first.`;
  throw refusal('ACADEMICS_DAY_IN_USE', sentence, {
    field: ['input', 'from'],
    dates: meetingDays.slice(0, 100),
  });
}
