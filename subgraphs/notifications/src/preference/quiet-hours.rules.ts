import { addDays, dayOf, instantOf, timeOf } from '@learnova/platform/local-time';

/** From a time of the day to another, `HH:MM`, over midnight where the second is the earlier one. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

const minute = 60_000;

/**
 * The first instant from `now` on at which the wall shows an hour that is not quiet; null where it is not quiet now. Where clocks are put
 * forward over the end, quiet ends when they are; where they are put back, an hour that the wall shows twice is quiet twice.
 * @param hours `from` and `to` differ
 */
export function quietUntil(now: Date, hours: Hours, timeZone: string): Date | null {
  const time = timeOf(now, timeZone);
  if (!isQuiet(time, hours)) return null;
  const today = dayOf(now, timeZone);
  const end = instantOf(time < hours.to ? today : addDays(today, 1), hours.to, timeZone);
  if (end && end > now) return end;
  // The end is jumped over or comes a second time: minute by minute, from a full one.
  let at = Math.floor(now.getTime() / minute) * minute;
  do at += minute;
  while (isQuiet(timeOf(new Date(at), timeZone), hours));
  return new Date(at);
}

function isQuiet(time: string, { from, to }: Hours): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to;
}
