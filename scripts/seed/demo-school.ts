import { addDays, daysBetween } from '@learnova/platform/local-time';
import type { School } from '@learnova/schema/school';
import { demoAnnouncements } from './announcements.ts';
import { attendanceCodes } from './attendance-codes.ts';
import { instantOf, weekday } from './days.ts';
import { demoAssessments } from './demo-assessments.ts';
import { demoFeedback } from './demo-feedback.ts';
import { demoFinance } from './demo-finance.ts';
import { households } from './demo-households.ts';
import { demoLeave } from './demo-leave.ts';
import { demoBursar, demoPeople, personOf, sizes } from './demo-people.ts';
import { demoPrograms } from './demo-programs.ts';
import { registersOf } from './demo-registers.ts';
import { type DemoSection, timetable } from './demo-timetable.ts';
import { Random } from './random.ts';

export const demoTimeZone = 'Europe/Vienna';

/** A term that began some fourteen weeks before the anchor, so that about 300,000 marks lie behind it. */
const termDays = { before: 106, after: 40 };

/**
 * The demo school: 600 students, 900 guardians, 40 teachers, 191 sections, and a term of registers up to the day before the
 * anchor. The same seed and anchor give the same school.
 * @param anchor the day of seeding, `YYYY-MM-DD`
 */
export function demoSchool(anchor: string, seed = 2026): School {
  const random = new Random(seed);
  const id = () => random.id();
  const term = { from: addDays(anchor, -termDays.before), to: addDays(anchor, termDays.after) };
  const [institution, school] = [id(), id()];
  const departments = ['Languages', 'Sciences', 'Humanities', 'Arts and sports'].map((name) => ({
    id: id(),
    name,
  }));
  const people = demoPeople(random, { institution, school });
  const { guardians, guardianships } = households(random, people.students, { from: term.from, anchor });
  const { courses, sections } = timetable(random, { institution, departments, people, term });
  const [year, termId] = [id(), id()];
  const bursar = demoBursar(new Random(seed + 2), school);
  const session = { organizationId: institution, timeZone: demoTimeZone };
  const schoolDays = daysBetween(term.from, term.to).filter((day) => weekday(day) % 6 !== 0);
  const rooms = Array.from({ length: 32 }, (_, n) => ({
    id: id(),
    organizationId: school,
    name: `Room ${101 + n}`,
  }));
  const codes = attendanceCodes(institution, id);
  const meetings = meetingsOf(random, sections, schoolDays, rooms);
  const role = (personId: string, name: School['roles'][number]['role'], organizationId: string) => ({
    id: id(),
    personId,
    role: name,
    organizationId,
    from: term.from,
    to: null,
  });

  const leave = demoLeave(new Random(seed + 4), {
    ...{ institution, school, timeZone: demoTimeZone, anchor, schoolDays, sections, guardianships },
    ...{
      office: personOf(people.office, 'office'),
      administrator: personOf(people.office, 'administrator'),
    },
    ...{ teachers: people.teachers, students: people.students },
  });

  return {
    organizations: [
      {
        id: institution,
        parentId: null,
        kind: 'INSTITUTION',
        name: 'Learnova Schools',
        timeZone: demoTimeZone,
        locale: 'en',
      },
      {
        id: school,
        parentId: institution,
        kind: 'SCHOOL',
        name: 'Lindenhof School',
        timeZone: null,
        locale: null,
      },
      ...departments.map(({ id: departmentId, name }) => ({
        id: departmentId,
        parentId: school,
        kind: 'DEPARTMENT' as const,
        name,
        timeZone: null,
        locale: null,
      })),
    ],
    people: [...people.office, bursar, ...people.teachers, ...people.students, ...guardians],
    guardianships,
    roles: [
      role(personOf(people.office, 'administrator').id, 'ADMINISTRATOR', institution),
      role(personOf(people.office, 'office').id, 'REGISTRAR', school),
      role(bursar.id, 'BURSAR', school),
      ...people.teachers.map((teacher) => role(teacher.id, 'TEACHER', school)),
      ...departments.map((department, n) =>
        role(people.teachers[n * 9 + 1]?.id ?? '', 'HEAD_OF_DEPARTMENT', department.id),
      ),
    ],
    sessions: [
      {
        id: year,
        parentId: null,
        kind: 'SCHOOL_YEAR',
        title: 'School year',
        ...session,
        from: term.from,
        to: addDays(term.from, 320),
      },
      { id: termId, parentId: year, kind: 'TERM', title: 'First term', ...session, ...term },
    ],
    calendar: daysBetween(term.from, term.to).map((date) => ({
      organizationId: institution,
      date,
      schoolDay: weekday(date) % 6 !== 0,
    })),
    rooms,
    courses,
    sections: sections.map(({ section }) => ({ ...section, sessionId: termId })),
    schoolEnrollments: people.students.map((student) => ({
      id: id(),
      organizationId: school,
      studentId: student.id,
      grade: student.grade,
      from: student.from ? addDays(term.from, student.from) : term.from,
      to: student.to ? addDays(term.from, student.to) : null,
    })),
    sectionEnrollments: sections.flatMap(({ section, students }) =>
      students.map((student) => ({
        id: id(),
        sectionId: section.id,
        studentId: student.id,
        from: student.from ? addDays(term.from, student.from) : term.from,
        to: student.to ? addDays(term.from, student.to) : null,
      })),
    ),
    programs: demoPrograms(new Random(seed + 9), {
      ...{ school, students: people.students, from: term.from },
    }),
    meetings: meetings.map(({ section: _section, ...meeting }) => meeting),
    attendanceCodes: codes,
    feedback: demoFeedback(new Random(seed + 4), {
      ...{
        institution,
        school,
        departments,
        termId,
        sections,
        from: term.from,
        anchor,
        timeZone: demoTimeZone,
      },
      ...{ officeId: personOf(people.office, 'office').id, teachers: people.teachers, guardians },
      students: people.students,
    }),
    finance: demoFinance(new Random(seed + 3), {
      ...{ school, termId, from: term.from, anchor, timeZone: demoTimeZone, bursarId: bursar.id },
      ...{ students: people.students, guardianships },
    }),
    assessments: demoAssessments(new Random(seed + 8), {
      ...{ institution, school, termId, sections, from: term.from, anchor, timeZone: demoTimeZone },
      officeId: personOf(people.office, 'office').id,
    }),
    announcements: demoAnnouncements({
      id: announcementIds(seed),
      ...{ institution, school, departments, anchor },
      sections: sections.map(({ section }) => ({ ...section, staffId: section.staff[0]?.staffId ?? '' })),
      administratorId: personOf(people.office, 'administrator').id,
      officeId: personOf(people.office, 'office').id,
    }),
    leave,
    registers: {
      [Symbol.iterator]: () => registersOf(new Random(seed + 1), { meetings, codes, anchor, term, leave }),
    },
  };
}

/** Of a stream of their own, so that what came before keeps its ids. */
function announcementIds(seed: number): () => string {
  const random = new Random(seed + 4);
  return () => random.id();
}

export type DemoMeeting = School['meetings'][number] & { readonly section: DemoSection };

/** Every section meets once each school day, in its period; room by place in the period, so that none is held twice. */
function meetingsOf(
  random: Random,
  sections: readonly DemoSection[],
  schoolDays: readonly string[],
  rooms: readonly { id: string }[],
): DemoMeeting[] {
  const place = new Map<DemoSection, number>();
  for (let period = 0; period < sizes.periods; period += 1) {
    for (const [n, section] of sections.filter((s) => s.period === period).entries()) place.set(section, n);
  }
  return schoolDays.flatMap((date) =>
    sections.map((section) => ({
      id: random.id(),
      sectionId: section.section.id,
      roomId: rooms[place.get(section) ?? 0]?.id ?? null,
      date,
      startsAt: instantOf(demoTimeZone, date, clock(section.period, 0)),
      endsAt: instantOf(demoTimeZone, date, clock(section.period, 45)),
      section,
    })),
  );
}

/** Seven periods of 45 minutes from eight o'clock, ten minutes apart. */
function clock(period: number, minute: number): string {
  const minutes = 8 * 60 + period * 55 + minute;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
