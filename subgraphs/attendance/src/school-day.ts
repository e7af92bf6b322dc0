import { schoolDay } from '@learnova/schema/define';

/** The key of what belongs to something on one day: `<id> <YYYY-MM-DD>`. */
export function dayKey(id: unknown, date: unknown): string {
  return `${id} ${date}`;
}

/** The ids by day; a key whose day is none finds nothing. */
export function byDay(keys: readonly string[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const key of keys) {
    const [id = '', date] = key.split(' ');
    if (schoolDay.safeParse(date).success && date) days.set(date, [...(days.get(date) ?? []), id]);
  }
  return days;
}
