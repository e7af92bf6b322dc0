import type { Interval } from '@learnova/platform/interval';
import { daysBetween, instantOf } from '@learnova/platform/local-time';
import { badInput, refusal } from '@learnova/platform/refusal';

/** In the order of `Date.getUTCDay`. */
const weekdays = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

/** Lessons at the same hours of the wall clock, on the same weekdays. */
export interface WeeklyPattern extends Interval<string> {
  readonly weekdays: readonly string[];
  /** `HH:MM` */
  readonly startTime: string;
  /** `HH:MM`, later on the same day */
  readonly endTime: string;
  readonly to: string;
}

export interface MeetingTime {
  readonly date: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const wallTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Refuses a pattern that says nothing or contradicts itself, with the path of the field. */
export function checkPattern({ weekdays, startTime, endTime, from, to }: WeeklyPattern): void {
  if (weekdays.length === 0) throw badInput(['input', 'weekdays'], 'Name at least one weekday.');
  if (!wallTime.test(startTime))
    throw badInput(['input', 'startTime'], 'A time is written HH:MM, such as 08:30.');
  if (!wallTime.test(endTime))
    throw badInput(['input', 'endTime'], 'A time is written HH:MM, such as 09:15.');
  if (endTime <= startTime)
    throw badInput(['input', 'endTime'], 'A meeting ends later than it begins, on the same day.');
  if (to <= from)
    throw badInput(['input', 'to'], '`to` is the first day without meetings: it is later than `from`.');
}

/**
 * The meetings of a weekly pattern on school days. Each begins and ends when the wall shows the pattern's times, in summer
 * time as in winter. Refuses a time that clocks put forward leave out on one of the days.
 */
export function expandWeekly(
  pattern: WeeklyPattern,
  isSchoolDay: (date: string) => boolean,
  timeZone: string,
): MeetingTime[] {
  const wanted = new Set(pattern.weekdays);
  return daysBetween(pattern.from, pattern.to)
    .filter((date) => wanted.has(weekdayOf(date)) && isSchoolDay(date))
    .map((date) => {
      const startsAt = instantOf(date, pattern.startTime, timeZone);
      const endsAt = instantOf(date, pattern.endTime, timeZone);
      if (startsAt && endsAt) return { date, startsAt, endsAt };
      throw refusal(
        'ACADEMICS_TIME_SKIPPED',
        `On ${date} the clocks are put forward over this time. Choose another time, or end the pattern before that day.`,
        { field: ['input', startsAt ? 'endTime' : 'startTime'], date },
      );
    });
}

/** `MONDAY` */
export function weekdayOf(date: string): string {
  return weekdays[new Date(date).getUTCDay()] as string;
}
