/** What one organization's calendar says of one day. */
export interface CalendarEntry {
  readonly organizationId: string;
  readonly date: string;
  readonly isSchoolDay: boolean;
}

/**
 * The school days of an organization: of those on its path who say something about a day, the nearest decides.
 * A day of which nobody says anything is no school day.
 * @param path from the institution down to the organization itself
 */
export function schoolDaysOf(
  entries: readonly CalendarEntry[],
  path: readonly string[],
): ReadonlySet<string> {
  const nearest = new Map<string, CalendarEntry>();
  for (const entry of entries) {
    const other = nearest.get(entry.date);
    const depth = path.indexOf(entry.organizationId);
    if (depth >= 0 && (!other || depth > path.indexOf(other.organizationId))) nearest.set(entry.date, entry);
  }
  return new Set([...nearest.values()].filter((entry) => entry.isSchoolDay).map((entry) => entry.date));
}
