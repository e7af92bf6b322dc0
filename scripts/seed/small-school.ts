import type { School, SchoolPerson } from '@learnova/schema/school';
import { attendanceCodes } from './attendance-codes.ts';
import { addDays, dayIn, daysBetween, instantOf } from './days.ts';
import { Random } from './random.ts';

/** The people of the small school whom tests and the story call by what they are. */
export interface SmallSchool extends School {
  readonly ids: {
    readonly institution: string;
    readonly school: string;
    readonly otherSchool: string;
    readonly section: string;
    readonly otherSection: string;
    readonly teacher: string;
    readonly otherTeacher: string;
    readonly office: string;
    readonly administrator: string;
    readonly guardian: string;
    readonly otherGuardian: string;
    readonly formerGuardian: string;
    readonly child: string;
    readonly sibling: string;
    readonly classmate: string;
    readonly guardianship: string;
  };
}

export const password = 'a school for everyone';

/** Whose address is whose: `teacher@school.example`. */
export const emailOf = (who: string) => `${who}@school.example`;

const timeZone = 'Europe/Vienna';
/** Round the clock and on all days of the week, so that a meeting has begun today whenever a test runs. */
const hours = Array.from({ length: 12 }, (_, index) => index * 2);

/**
 * A school of 30 students for tests: two sections of fifteen, taught every day at even and odd two-hour steps, and a second
 * school whose people may see nothing of it. `owner` marks every private value with whose it is.
 * @param now the instant on whose day the school is anchored
 */
export function smallSchool(now: Date, seed = 1): SmallSchool {
  const random = new Random(seed);
  const id = () => random.id();
  const today = dayIn(timeZone, now);
  const [yearFrom, yearTo] = [addDays(today, -60), addDays(today, 60)];
  const [institution, school, otherSchool, department] = [id(), id(), id(), id()];

  const person = (who: string, more: Partial<SchoolPerson>): SchoolPerson => ({
    id: id(),
    name: `${who[0]?.toUpperCase()}${who.slice(1)} Example`,
    sortName: `Example, ${who}`,
    email: emailOf(who),
    ...more,
  });
  const students = Array.from({ length: 30 }, (_, n) =>
    person(`student${n + 1}`, {
      student: { organizationId: school, number: `S${String(n + 1).padStart(4, '0')}` },
      ...(n === 0 && { password }),
    }),
  );
  const stranger = person('stranger', { student: { organizationId: otherSchool, number: 'X0001' } });
  const teacher = person('teacher', { staff: { organizationId: school }, password });
  const otherTeacher = person('other-teacher', { staff: { organizationId: school }, password });
  const strangerTeacher = person('stranger-teacher', { staff: { organizationId: otherSchool }, password });
  const office = person('office', { staff: { organizationId: school }, password });
  const administrator = person('administrator', { staff: { organizationId: institution }, password });
  const guardian = person('guardian', { guardian: true, password });
  const otherGuardian = person('other-guardian', { guardian: true, password });
  const formerGuardian = person('former-guardian', { guardian: true, password });
  const [child, sibling, classmate] = [students[0], students[15], students[1]] as [
    SchoolPerson,
    SchoolPerson,
    SchoolPerson,
  ];

  const guardianship = (
    guardianId: string,
    studentId: string,
    more: { from?: string; to?: string | null } = {},
  ) => ({
    id: id(),
    guardianId,
    studentId,
    recordsAccess: true,
    notifyAttendance: true,
    livesWith: true,
    legal: true,
    pays: true,
    priority: 1,
    from: yearFrom,
    to: null,
    ...more,
  });
  const guardianships = [
    guardianship(guardian.id, child.id),
    guardianship(guardian.id, sibling.id),
    guardianship(otherGuardian.id, classmate.id),
    guardianship(formerGuardian.id, child.id, { to: addDays(today, -1) }),
  ];

  const role = (personId: string, name: School['roles'][number]['role'], organizationId: string) => ({
    id: id(),
    personId,
    role: name,
    organizationId,
    from: yearFrom,
    to: null,
  });
  const roles = [
    role(administrator.id, 'ADMINISTRATOR', institution),
    role(office.id, 'REGISTRAR', school),
    role(teacher.id, 'TEACHER', school),
    role(otherTeacher.id, 'TEACHER', school),
    role(strangerTeacher.id, 'TEACHER', otherSchool),
  ];

  const [year, term] = [id(), id()];
  const session = { organizationId: institution, timeZone, from: yearFrom, to: yearTo };
  const [course, otherCourse] = [id(), id()];
  const [section, otherSection, strangerSection] = [id(), id(), id()];
  const rooms = [school, school, otherSchool].map((organizationId, n) => ({
    id: id(),
    organizationId,
    name: `Room ${n + 1}`,
  }));
  const sectionOf = (
    sectionId: string,
    organizationId: string,
    courseId: string,
    title: string,
    staffId: string,
  ) => ({
    id: sectionId,
    organizationId,
    courseId,
    sessionId: term,
    title,
    staff: [{ staffId, from: yearFrom, to: null }],
  });
  const groups = [
    { sectionId: section, students: students.slice(0, 15), room: rooms[0], offset: 0 },
    { sectionId: otherSection, students: students.slice(15), room: rooms[1], offset: 1 },
    { sectionId: strangerSection, students: [stranger], room: rooms[2], offset: 0 },
  ];
  const meetings = groups.flatMap(({ sectionId, room, offset }) =>
    daysBetween(addDays(today, -3), addDays(today, 4)).flatMap((date) =>
      hours.map((hour) => {
        const at = (minute: string) =>
          instantOf(timeZone, date, `${String(hour).padStart(2, '0')}:${minute}`);
        const shifted = (instant: string) => new Date(Date.parse(instant) + offset * 60_000).toISOString();
        return {
          id: id(),
          sectionId,
          roomId: room?.id ?? null,
          date,
          startsAt: shifted(at('00')),
          endsAt: shifted(at('45')),
        };
      }),
    ),
  );

  return {
    organizations: [
      {
        id: institution,
        parentId: null,
        kind: 'INSTITUTION',
        name: 'Example Schools',
        timeZone,
        locale: 'en',
      },
      {
        id: school,
        parentId: institution,
        kind: 'SCHOOL',
        name: 'Example School',
        timeZone: null,
        locale: null,
      },
      {
        id: otherSchool,
        parentId: institution,
        kind: 'SCHOOL',
        name: 'Other School',
        timeZone: null,
        locale: null,
      },
      {
        id: department,
        parentId: school,
        kind: 'DEPARTMENT',
        name: 'Sciences',
        timeZone: null,
        locale: null,
      },
    ],
    people: [
      ...students,
      stranger,
      teacher,
      otherTeacher,
      strangerTeacher,
      office,
      administrator,
      guardian,
      otherGuardian,
      formerGuardian,
    ],
    guardianships,
    roles,
    sessions: [
      { id: year, parentId: null, kind: 'SCHOOL_YEAR', title: 'School year', ...session },
      { id: term, parentId: year, kind: 'TERM', title: 'Term', ...session },
    ],
    calendar: daysBetween(yearFrom, yearTo).map((date) => ({
      organizationId: institution,
      date,
      schoolDay: true,
    })),
    rooms,
    courses: [
      { id: course, organizationId: institution, code: 'MAT1', title: 'Mathematics' },
      { id: otherCourse, organizationId: institution, code: 'BIO1', title: 'Biology' },
    ],
    sections: [
      sectionOf(section, school, course, 'Mathematics 1a', teacher.id),
      sectionOf(otherSection, department, otherCourse, 'Biology 1b', otherTeacher.id),
      sectionOf(strangerSection, otherSchool, course, 'Mathematics X', strangerTeacher.id),
    ],
    schoolEnrollments: [...students, stranger].map((s) => ({
      id: id(),
      organizationId: s.student?.organizationId ?? school,
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
    attendanceCodes: attendanceCodes(institution, id),
    registers: [],
    ids: {
      institution,
      school,
      otherSchool,
      section,
      otherSection,
      teacher: teacher.id,
      otherTeacher: otherTeacher.id,
      office: office.id,
      administrator: administrator.id,
      guardian: guardian.id,
      otherGuardian: otherGuardian.id,
      formerGuardian: formerGuardian.id,
      child: child.id,
      sibling: sibling.id,
      classmate: classmate.id,
      guardianship: guardianships[0]?.id ?? '',
    },
  };
}
