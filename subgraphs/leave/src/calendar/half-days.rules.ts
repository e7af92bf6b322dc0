import { addDays, daysBetween, instantOf, startOfDay } from '@learnova/platform/local-time';
import { badInput } from '@learnova/platform/refusal';
import type { DayPart } from './day-part.enum.ts';
import { type Weekday, weekdayOf } from './weekday.enum.ts';

/** Half a day, in hundredths of a day: leave is counted in these, and never in fractions. */
export const halfDay = 50;

/** From the beginning of one half day to the end of another, both of them included. */
export interface Span {
  readonly firstDay: string;
  readonly firstPart: DayPart;
  readonly lastDay: string;
  readonly lastPart: DayPart;
}

export interface Slot {
  readonly date: string;
  readonly part: DayPart;
}

/** The half days of each weekday on which somebody works; who has no pattern works on all. */
export interface WorkingDay {
  readonly weekday: Weekday;
  readonly parts: readonly DayPart[];
}

/** A week that somebody works from a day on, until the next one. */
export interface WorkingWeek {
  readonly from: string;
  readonly days: readonly WorkingDay[];
}

const parts: readonly DayPart[] = ['MORNING', 'AFTERNOON'];

const place = (date: string, part: DayPart): number => Date.parse(date) / 43_200_000 + parts.indexOf(part);

/** A span whose end does not come before its beginning. */
export function isSpan({ firstDay, firstPart, lastDay, lastPart }: Span): boolean {
  return place(firstDay, firstPart) <= place(lastDay, lastPart);
}

/** Two spans share a half day, whether anybody works in it or not. */
export function overlap(one: Span, other: Span): boolean {
  return (
    place(one.firstDay, one.firstPart) <= place(other.lastDay, other.lastPart) &&
    place(other.firstDay, other.firstPart) <= place(one.lastDay, one.lastPart)
  );
}

/**
 * The half days of a span that the person would have worked or learned: on school days, by the week in force on each.
 * @param weeks in any order; of two from one day the later in the list holds
 */
export function workingSlots(
  span: Span,
  isSchoolDay: (date: string) => boolean,
  weeks: readonly WorkingWeek[],
): Slot[] {
  const [first, last] = [place(span.firstDay, span.firstPart), place(span.lastDay, span.lastPart)];
  return daysBetween(span.firstDay, addDays(span.lastDay, 1))
    .filter(isSchoolDay)
    .flatMap((date) => parts.map((part) => ({ date, part })))
    .filter(({ date, part }) => first <= place(date, part) && place(date, part) <= last)
    .filter((slot) => works(weeks, slot));
}

function works(weeks: readonly WorkingWeek[], { date, part }: Slot): boolean {
  const week = weeks
    .filter(({ from }) => from <= date)
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .at(-1);
  if (!week) return true;
  const weekday = weekdayOf(date);
  return week.days.some((day) => day.weekday === weekday && day.parts.includes(part));
}

/** A week in which each weekday stands once, with halves of it. @throws BAD_USER_INPUT */
export function decideDays(days: readonly WorkingDay[]): WorkingDay[] {
  return days.map(({ weekday, parts: worked }, index) => {
    const at = ['input', 'days', `${index}`];
    if (days.findIndex((other) => other.weekday === weekday) < index)
      throw badInput([...at, 'weekday'], 'This weekday is named already. Name both of its halves together.');
    if (worked.length === 0) throw badInput([...at, 'parts'], 'A weekday that is free is left out.');
    return { weekday, parts: parts.filter((part) => worked.includes(part)) };
  });
}

/** The year of a kind of leave to which a day belongs: the calendar year in which that began. @param month 1 to 12 */
export function leaveYearOf(date: string, month: number): number {
  const [year = 0, at = 0] = date.split('-').map(Number);
  return at >= month ? year : year - 1;
}

/** The half day by the clock on the school's wall: from midnight to noon, or from noon to midnight. */
export function intervalOf({ date, part }: Slot, timeZone: string): { from: Date; to: Date } {
  // No zone puts its clocks forward over noon.
  const noon = instantOf(date, '12:00', timeZone) ?? startOfDay(addDays(date, 1), timeZone);
  const [from, to] = [startOfDay(date, timeZone), startOfDay(addDays(date, 1), timeZone)];
  return part === 'MORNING' ? { from, to: noon } : { from: noon, to };
}
