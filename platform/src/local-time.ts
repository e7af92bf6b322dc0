/** Converts between instants and what the clocks on the wall of a school show. Days are `YYYY-MM-DD`, times `HH:MM`. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** What the wall shows at an instant, as the milliseconds that a wall in UTC would show it at. */
function wallAt(instant: number, timeZone: string): number {
  // 2026-09-07 08:00:00, which is read in a third of the time that its parts take.
  const [year = 0, month = 0, ...rest] = clockOf(timeZone).format(instant).split(/[- :]/).map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

/** The school day on which an instant falls. */
export function dayOf(instant: Date, timeZone: string): string {
  return new Date(wallAt(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}

/** What the wall shows at an instant, `HH:MM`. */
export function timeOf(instant: Date, timeZone: string): string {
  return new Date(wallAt(instant.getTime(), timeZone)).toISOString().slice(11, 16);
}

/**
 * The instant at which the wall shows this day and time: the first of two where clocks are put back, null where they are put
 * forward over it.
 */
export function instantOf(date: string, time: string, timeZone: string): Date | null {
  const wall = Date.parse(`${date}T${time}:00Z`);
  // Offsets lie between -12 and +14 hours, so a day before and a day after show those on both sides of any change.
  const offsets = [wall - day, wall + day].map((instant) => wallAt(instant, timeZone) - instant);
  const instants = offsets
    .map((offset) => wall - offset)
    .filter((instant) => wallAt(instant, timeZone) === wall);
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}

/** The first instant of a day: midnight, or where clocks are put forward over it, the instant at which they are. */
export function startOfDay(date: string, timeZone: string): Date {
  const midnight = instantOf(date, '00:00', timeZone);
  if (midnight) return midnight;
  let before = Date.parse(`${date}T00:00:00Z`) - day;
  let after = before + 3 * day;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(new Date(middle), timeZone) < date) before = middle;
    else after = middle;
  }
  return new Date(after);
}

/** The instant at which a fact with this `to` no longer holds; null for no end. */
export function endOf(to: string | null, timeZone: string): Date | null {
  return to === null ? null : startOfDay(to, timeZone);
}

/** The day so many days later; earlier for a negative number. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

/** The days from `from` to the day before `to`. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += day)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
