import { dayOf, instantOf as instantAt, startOfDay } from '@learnova/platform/local-time';

/** 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The day that an instant is in a time zone. */
export function dayIn(timeZone: string, instant: Date): string {
  return dayOf(instant, timeZone);
}

/** The instant of a wall-clock time in a time zone; a time that a clock change skips moves on by the change. */
export function instantOf(timeZone: string, day: string, time: string): string {
  const instant = instantAt(day, time, timeZone) ?? afterMidnight(timeZone, day, time);
  return instant.toISOString();
}

function afterMidnight(timeZone: string, day: string, time: string): Date {
  const sinceMidnight = Date.parse(`1970-01-01T${time}:00Z`);
  return new Date(startOfDay(day, timeZone).getTime() + sinceMidnight);
}
