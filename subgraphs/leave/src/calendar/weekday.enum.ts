import { registerEnumType } from 'type-graphql';

/** In the order of `Date.getUTCDay`. */
export const Weekday = {
  SUNDAY: 'SUNDAY',
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
} as const;
export type Weekday = keyof typeof Weekday;

const weekdays = Object.values(Weekday);

registerEnumType(Weekday, {
  name: 'Weekday',
  description: 'A day of the week.',
  valuesConfig: Object.fromEntries(
    weekdays.map((day) => [day, { description: `${day[0]}${day.slice(1).toLowerCase()}.` }]),
  ),
});

/** @param date `YYYY-MM-DD` */
export function weekdayOf(date: string): Weekday {
  return weekdays[new Date(date).getUTCDay()] as Weekday;
}
