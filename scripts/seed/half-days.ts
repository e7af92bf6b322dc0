import { addDays } from '@learnova/platform/local-time';
import type { SchoolLeaveRequest } from '@learnova/schema/school-leave';
import { instantOf } from './days.ts';

/** Both halves of these days, by the clock of the school. */
export function halfDaysOf(timeZone: string, days: readonly string[]): SchoolLeaveRequest['slots'] {
  return days.flatMap((date) => {
    const [midnight, noon, end] = [
      instantOf(timeZone, date, '00:00'),
      instantOf(timeZone, date, '12:00'),
      instantOf(timeZone, addDays(date, 1), '00:00'),
    ];
    return [
      { date, part: 'MORNING', from: midnight, to: noon },
      { date, part: 'AFTERNOON', from: noon, to: end },
    ];
  });
}
