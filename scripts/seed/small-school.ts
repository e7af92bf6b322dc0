import { addDays, daysBetween } from '@learnova/platform/local-time';
import type { School } from '@learnova/schema/school';
import { smallAnnouncements } from './announcements.ts';
import { attendanceCodes } from './attendance-codes.ts';
import { dayIn, instantOf } from './days.ts';
import { marked } from './marks.ts';
import { Random } from './random.ts';
import { smallAssessments } from './small-assessments.ts';
import { smallFeedback } from './small-feedback.ts';
import { smallFinance } from './small-finance.ts';
import { smallLeave } from './small-leave.ts';
import {
  allOf,
  childrenOf,
  type Places,
  type SmallPeople,
  smallGuardianships,
  smallPeople,
  smallRoles,
} from './small-people.ts';
import { smallPrograms } from './small-programs.ts';

/** The parts of the small school that tests and the story call by what they are. */
export interface SmallSchool extends School {
  readonly ids: Places & {
    readonly section: string;
    readonly otherSection: string;
    readonly strangerSection: string;
    readonly term: string;
    readonly child: string;
    readonly sibling: string;
    readonly classmate: string;
    readonly guardianship: string;
  } & Readonly<Record<Exclude<keyof SmallPeople, 'students'>, string>>;
}

const timeZone = 'Europe/Vienna';
/** Round the clock and on all days of the week, so that a meeting has begun today whenever a test runs. */
const hours = Array.from({ length: 12 }, (_, index) => index * 2);

/**
 * A school of 30 students for tests: two sections of fifteen, taught every day at even and odd two-hour steps, and a second
 * school whose people may see nothing of it. Every private value carries a mark that says whose it is, see marks.ts.
 * @param now the instant on whose day the school is anchored
 */
export function smallSchool(now: Date, seed = 1): SmallSchool {
  const random = new Random(seed);
  const id = () => random.id();
  const today = dayIn(timeZone, now);
  const [yearFrom, yearTo] = [addDays(today, -60), addDays(today, 60)];
  const places: Places = { institution: id(), school: id(), otherSchool: id(), department: id() };
  const people = smallPeople(id, places);
  const { students, stranger } = people;
  const { child, classmate, sibling } = childrenOf(people);
  const guardianships = smallGuardianships(id, people, yearFrom, today);

  const programs = smallPrograms(new Random(seed + 2), people, places, yearFrom);
  const [year, term] = [id(), id()];
  const session = { organizationId: places.institution, timeZone, from: yearFrom, to: yearTo };
  const groups = [
    {
      ...{ who: 'section', title: 'Mathematics 1a', course: 'Mathematics', organizationId: places.school },
      ...{ students: students.slice(0, 15), teacher: people.teacher, minute: 0 },
    },
    {
      ...{ who: 'other-section', title: 'Biology 1b', course: 'Biology', organizationId: places.department },
      ...{ students: students.slice(15), teacher: people.otherTeacher, minute: 1 },
    },
    {
      ...{ who: 'stranger-section', title: 'Chemistry X', course: 'Chemistry' },
      ...{ organizationId: places.otherSchool, students: [stranger] },
      ...{ teacher: people.strangerTeacher, minute: 0 },
    },
  ].map((group) => ({ ...group, sectionId: id(), courseId: id(), roomId: id() }));
  const [section, otherSection, strangerSection] = groups.map(({ sectionId }) => sectionId);
  if (!section || !otherSection || !strangerSection) throw new Error('the small school has three sections');

  const meetings = groups.flatMap(({ sectionId, roomId, minute }) =>
    daysBetween(addDays(today, -3), addDays(today, 4)).flatMap((date) =>
      hours.map((hour) => {
        const at = (minutes: string) =>
          instantOf(timeZone, date, `${String(hour).padStart(2, '0')}:${minutes}`);
        const shifted = (instant: string) => new Date(Date.parse(instant) + minute * 60_000).toISOString();
        return { id: id(), sectionId, roomId, date, startsAt: shifted(at('00')), endsAt: shifted(at('45')) };
      }),
    ),
  );

  return {
    organizations: organizationsOf(places),
    people: allOf(people),
    guardianships,
    roles: smallRoles(id, people, places, yearFrom),
    sessions: [
      { id: year, parentId: null, kind: 'SCHOOL_YEAR', title: 'School year', ...session },
      { id: term, parentId: year, kind: 'TERM', title: 'Term', ...session },
    ],
    calendar: daysBetween(yearFrom, yearTo).map((date) => ({
      organizationId: places.institution,
      date,
      schoolDay: true,
    })),
    rooms: groups.map(({ roomId, who, organizationId }, n) => ({
      id: roomId,
      organizationId: organizationId === places.otherSchool ? places.otherSchool : places.school,
      name: `Room ${n + 1} ${marked('room', who)}`,
    })),
    courses: groups.map(({ courseId, course, who }) => ({
      id: courseId,
      organizationId: places.institution,
      code: `${course.slice(0, 3).toUpperCase()}1 ${marked('course', who)}`,
      title: `${course} ${marked('course', who)}`,
      credits: '3',
    })),
    sections: groups.map(({ sectionId, organizationId, courseId, title, who, teacher }) => ({
      id: sectionId,
      organizationId,
      courseId,
      sessionId: term,
      title: `${title} ${marked('section', who)}`,
      staff: [{ staffId: teacher.id, from: yearFrom, to: null }],
    })),
    schoolEnrollments: [...students, stranger].map((s) => ({
      id: id(),
      organizationId: s.student?.organizationId ?? places.school,
      studentId: s.id,
      grade: '1',
      from: yearFrom,
      to: null,
    })),
    sectionEnrollments: groups.flatMap((group) =>
      group.students.map((s) => ({
        id: id(),
        sectionId: group.sectionId,
        studentId: s.id,
        from: yearFrom,
        to: null,
      })),
    ),
    meetings,
    attendanceCodes: attendanceCodes(places.institution, id),
    feedback: smallFeedback(new Random(seed + 1), people, places, {
      ...{ today, term },
      sections: groups.map(({ sectionId, students: enrolled, ...group }) => ({
        ...{ ...group, id: sectionId, students: enrolled.length },
      })),
    }),
    programs,
    finance: smallFinance(id, people, places, { today, term, programs }),
    announcements: smallAnnouncements(
      id,
      places,
      groups.map(({ sectionId, organizationId, who, teacher }) => ({
        ...{ id: sectionId, organizationId, who, teacherId: teacher.id },
      })),
      { today, administrator: people.administrator.id },
    ),
    leave: smallLeave(id, people, places, { today, timeZone }),
    assessments: smallAssessments(id, groups, {
      ...{ places, today, term, by: people.office.id, publishedBy: people.administrator.id },
    }),
    registers: [],
    ids: {
      ...places,
      ...{ section, otherSection, strangerSection, term },
      ...idsOf(people),
      ...{ child: child.id, sibling: sibling.id, classmate: classmate.id },
      guardianship: guardianships[0]?.id ?? '',
    },
  };
}

function organizationsOf({ institution, school, otherSchool, department }: Places): School['organizations'] {
  const inherits = { timeZone: null, locale: null };
  return [
    {
      ...{ id: institution, parentId: null, kind: 'INSTITUTION', name: 'Example Schools' },
      ...{ timeZone, locale: 'en' },
    },
    { id: school, parentId: institution, kind: 'SCHOOL', name: 'Example School', ...inherits },
    { id: otherSchool, parentId: institution, kind: 'SCHOOL', name: 'Other School', ...inherits },
    { id: department, parentId: school, kind: 'DEPARTMENT', name: 'Sciences', ...inherits },
  ];
}

function idsOf({ students: _students, ...others }: SmallPeople) {
  const entries = Object.entries(others).map(([who, { id }]) => [who, id]);
  return Object.fromEntries(entries) as Readonly<Record<keyof typeof others, string>>;
}
