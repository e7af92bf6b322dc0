import { addDays } from '@learnova/platform/local-time';
import type { School, SchoolAnnouncement } from '@learnova/schema/school';
import { marked } from './marks.ts';
import type { Places } from './small-people.ts';

const everybody: SchoolAnnouncement['audience'] = ['GUARDIANS', 'STAFF', 'STUDENTS'];

/**
 * An announcement of each organization to everybody there, of each section to all of it, one for the staff alone, and two that
 * nobody is shown but who makes them: one of tomorrow, one of last week. Each carries a mark.
 */
export function smallAnnouncements(
  id: () => string,
  places: Places,
  sections: readonly { id: string; organizationId: string; who: string; teacherId: string }[],
  { today, administrator }: { today: string; administrator: string },
): School['announcements'] {
  const made = (who: string, organizationId: string, more: Partial<SchoolAnnouncement> = {}) => ({
    ...{ id: id(), organizationId, sectionId: null, audience: everybody, by: administrator },
    title: `To all ${marked('announcement', who)}`,
    body: `Read this ${marked('announcement', who)}`,
    visibleFrom: `${addDays(today, -2)}T07:00:00.000Z`,
    visibleTo: null,
    ...more,
  });
  const at = (days: number) => `${addDays(today, days)}T07:00:00.000Z`;
  return [
    made('institution', places.institution),
    made('school', places.school),
    made('other-school', places.otherSchool),
    made('department', places.department),
    made('staff', places.institution, { audience: ['STAFF'], visibleFrom: at(-3) }),
    made('later', places.school, { visibleFrom: at(3) }),
    made('past', places.school, { visibleFrom: at(-8), visibleTo: at(-7) }),
    ...sections.map(({ id: sectionId, organizationId, who, teacherId }) =>
      made(`in-${who}`, organizationId, { sectionId, by: teacherId, visibleFrom: at(-1) }),
    ),
  ];
}

interface DemoParts {
  readonly id: () => string;
  readonly institution: string;
  readonly school: string;
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly sections: readonly {
    readonly id: string;
    readonly organizationId: string;
    readonly staffId: string;
  }[];
  readonly administratorId: string;
  readonly officeId: string;
  readonly anchor: string;
}

/** A fortnight at a school: what all are told, what a department says, what some teachers write to their sections, what is planned. */
export function demoAnnouncements(parts: DemoParts): School['announcements'] {
  const { id, institution, school, departments, sections, administratorId, officeId, anchor } = parts;
  const made = (
    [title, body]: readonly [string, string],
    [from, to]: readonly [number, number | null],
    more: Partial<SchoolAnnouncement> = {},
  ) => ({
    ...{ id: id(), organizationId: school, sectionId: null, audience: everybody, title, body, by: officeId },
    visibleFrom: `${addDays(anchor, from)}T06:30:00.000Z`,
    visibleTo: to === null ? null : `${addDays(anchor, to)}T22:00:00.000Z`,
    ...more,
  });
  return [
    made(
      ['Winter concert', 'The winter concert is on the last Friday before the holidays. Doors open at six.'],
      [-4, 20],
    ),
    made(
      [
        'Parents evening',
        'Talks with teachers take place on Thursday from four to seven. Please book a time.',
      ],
      [-2, 12],
      { audience: ['GUARDIANS'] },
    ),
    made(['Library hours', 'The library stays open until five during the weeks before exams.'], [-9, 30], {
      audience: ['STAFF', 'STUDENTS'],
    }),
    made(
      ['Registers by noon', 'Please submit the registers of the morning before the lunch break.'],
      [-7, null],
      {
        audience: ['STAFF'],
      },
    ),
    made(
      ['Lost and found', 'What was found last week lies at the porter. It is given away on Friday.'],
      [-16, -8],
    ),
    made(
      ['Timetable of the next term', 'The new timetable is on the notice boards and on this page.'],
      [10, 40],
    ),
    made(
      ['Holidays', 'Schools are closed between the terms. The office answers mail on Tuesdays.'],
      [-6, 45],
      {
        organizationId: institution,
        by: administratorId,
      },
    ),
    ...departments.map(({ id: organizationId, name }) =>
      made(
        [`${name}: project week`, 'Groups are named next week. Tell your teacher what you would like to do.'],
        [-3, 9],
        {
          organizationId,
          audience: ['STAFF', 'STUDENTS'],
        },
      ),
    ),
    ...sections
      .filter((_section, n) => n % 8 === 0)
      .map(({ id: sectionId, organizationId, staffId }) =>
        made(['Bring your workbook', 'We need the workbook in the next lesson.'], [-1, 5], {
          ...{ organizationId, sectionId, by: staffId },
          audience: ['GUARDIANS', 'STUDENTS'],
        }),
      ),
  ];
}
