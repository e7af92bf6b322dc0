import { defineLoader } from '@learnova/platform/loader';
import { placesOf } from '@learnova/platform/places';
import { known } from '../known.ts';
import { schoolDaysOf } from './calendar.rules.ts';
import { CalendarDay } from './calendar-day.entity.ts';
import type { SessionDays } from './session.rules.ts';

interface Taught {
  readonly key: string;
  /** In their order. */
  readonly days: readonly string[];
}

/** What the school days of an organization are loaded by. */
export const schoolDaysKey = (organizationId: string, { from, to }: SessionDays): string =>
  `${organizationId} ${from} ${to}`;

/** The days on which organizations teach, as their calendars say and those above them: of an organization that is there. */
export const schoolDaysOfOrganization = defineLoader<Taught>({
  type: 'Organization.schoolDays',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  async load(request, keys) {
    const asked = keys.map((key) => {
      const [organizationId = '', from = '', to = ''] = key.split(' ');
      return { key, organizationId, from, to };
    });
    const places = await placesOf(
      request,
      asked.map(({ organizationId }) => organizationId),
    );
    const above = [...new Set([...places.values()].flatMap(({ path }) => path))];
    const [first = '', last = ''] = [
      asked.map(({ from }) => from).sort()[0],
      asked
        .map(({ to }) => to)
        .sort()
        .at(-1),
    ];
    const entries = await request.em.find(CalendarDay, {
      ...{ organizationId: { $in: above }, date: { $gte: first, $lt: last } },
    });
    return asked.flatMap(({ key, organizationId, from, to }) => {
      const place = places.get(organizationId);
      if (!place) return [];
      const days = [...schoolDaysOf(entries, place.path)].filter((date) => date >= from && date < to);
      return [{ key, days: days.sort() }];
    });
  },
  visible: known,
});
