import { newId } from '@learnova/platform/ids';
import { addDays, daysBetween } from '@learnova/platform/local-time';
import { noFeedback, noFinance, type School, type SchoolPerson } from '@learnova/schema/school';
import { noAssessments } from '@learnova/schema/school-assessments';
import { noLeave } from '@learnova/schema/school-leave';
import { noPrograms } from '@learnova/schema/school-programs';
import { attendanceCodes } from '../seed/attendance-codes.ts';
import { dayIn } from '../seed/days.ts';

/** A group of students who take the same sections. */
export interface Class {
  readonly teacher: SchoolPerson;
  readonly students: readonly SchoolPerson[];
  readonly sections: readonly {
    readonly id: string;
    readonly meetings: readonly School['meetings'][number][];
  }[];
}

export interface BenchSchool extends School {
  readonly classes: readonly Class[];
  readonly schoolId: string;
  readonly timeZone: string;
  /** The code for present. */
  readonly present: string;
  readonly absent: string;
  /** Signs in as guardian of the first three students. */
  readonly guardian: SchoolPerson;
  /** Signs in as guardian of all students, as the head of a boarding school may be. */
  readonly warden: SchoolPerson;
  readonly office: SchoolPerson;
  readonly overseers: readonly SchoolPerson[];
  readonly bursar: SchoolPerson;
}

export interface BenchSizes {
  /** Students of each class. */
  readonly classes: readonly number[];
  /** Teachers who share the classes. */
  readonly teachers: number;
  readonly sectionsOfClass: number;
  /** Meetings of each section, all of which have begun. */
  readonly meetings: number;
  /** How many of these have been taken, the oldest ones. */
  readonly taken: number;
  /** Whether somebody is guardian of all students. */
  readonly hasWarden: boolean;
  /** People beside the office who oversee the school; none if left out. */
  readonly overseers?: number;
}

export const password = 'a school for measuring';
const timeZone = 'Europe/Vienna';
const slotMs = 2 * 60_000;

/** A school of any size. No two meetings are held at a time: each has a slot of two minutes of its own, back from now: registers of three weeks are open to their teachers. */
export function benchSchool(sizes: BenchSizes, now: Date): BenchSchool {
  const [institution, school, course, year] = [newId(), newId(), newId(), newId()];
  const slots = sizes.classes.length * sizes.sectionsOfClass * sizes.meetings;
  const today = dayIn(timeZone, now);
  const from = addDays(today, -7 - Math.ceil((slots * slotMs) / 86_400_000));
  const to = addDays(today, 60);
  const staff = (who: string) => person(who, { staff: { organizationId: school }, password });
  const teachers = Array.from({ length: sizes.teachers }, (_, n) => staff(`teacher${n}`));
  const [office, bursar] = [staff('office'), staff('bursar')];
  const overseers = Array.from({ length: sizes.overseers ?? 0 }, (_, n) => staff(`overseer${n}`));
  const [guardian, warden] = [person('guardian', guardianship), person('warden', guardianship)];
  const codes = attendanceCodes(institution, newId);
  const codeOf = (category: string) => codes.find((code) => code.category === category)?.id ?? '';

  let slot = Math.floor(now.getTime() / slotMs);
  const meetingOf = (sectionId: string) => {
    slot -= 1;
    const startsAt = new Date(slot * slotMs);
    const endsAt = new Date(startsAt.getTime() + slotMs).toISOString();
    const date = dayIn(timeZone, startsAt);
    return { id: newId(), sectionId, roomId: null, date, startsAt: startsAt.toISOString(), endsAt };
  };
  const classes = sizes.classes.map((size, n): Class => {
    const students = Array.from({ length: size }, (_, m) =>
      person(`student-${n}-${m}`, { student: { organizationId: school, number: `${n}-${m}` } }),
    );
    const teacher = teachers[n % teachers.length] as SchoolPerson;
    const sections = Array.from({ length: sizes.sectionsOfClass }, newId).map((id) => ({
      id,
      meetings: Array.from({ length: sizes.meetings }, () => meetingOf(id)),
    }));
    return { teacher, students, sections };
  });
  const students = classes.flatMap((one) => one.students);
  const sections = classes.flatMap(({ teacher, students, sections }) =>
    sections.map((section) => ({ ...section, teacher, students })),
  );
  const role = (personId: string, name: School['roles'][number]['role']) => ({
    ...{ id: newId(), personId, role: name, organizationId: school, from, to: null },
  });
  const session = { organizationId: institution, timeZone, from, to };
  const nothing = { timeZone: null, locale: null };
  return {
    classes,
    timeZone,
    schoolId: school,
    ...{ guardian, warden, office, overseers, bursar, present: codeOf('PRESENT'), absent: codeOf('ABSENT') },
    organizations: [
      {
        id: institution,
        parentId: null,
        kind: 'INSTITUTION',
        name: 'Measured Schools',
        timeZone,
        locale: 'en',
      },
      { id: school, parentId: institution, kind: 'SCHOOL', name: 'Measured School', ...nothing },
    ],
    people: [...teachers, office, ...overseers, bursar, guardian, warden, ...students],
    guardianships: [
      ...students.slice(0, 3).map((student) => guardianshipOf(guardian, student, from)),
      ...(sizes.hasWarden ? students : []).map((student) => guardianshipOf(warden, student, from)),
    ],
    roles: [
      ...teachers.map(({ id }) => role(id, 'TEACHER')),
      ...[office, ...overseers].map(({ id }) => role(id, 'REGISTRAR')),
      role(bursar.id, 'BURSAR'),
    ],
    sessions: [{ id: year, parentId: null, kind: 'SCHOOL_YEAR', title: 'School year', ...session }],
    calendar: daysBetween(from, to).map((date) => ({ organizationId: institution, date, schoolDay: true })),
    rooms: [],
    courses: [{ id: course, organizationId: institution, code: 'MAT', title: 'Mathematics', credits: '1' }],
    sections: sections.map(({ id, teacher }, n) => ({
      ...{ id, organizationId: school, courseId: course, sessionId: year, title: `Mathematics ${n}` },
      staff: [{ staffId: teacher.id, from, to: null }],
    })),
    schoolEnrollments: students.map(({ id: studentId }) => ({
      ...{ id: newId(), organizationId: school, studentId, grade: '1', from, to: null },
    })),
    sectionEnrollments: sections.flatMap(({ id: sectionId, students }) =>
      students.map(({ id: studentId }) => ({ id: newId(), sectionId, studentId, from, to: null })),
    ),
    meetings: sections.flatMap(({ meetings }) => meetings),
    attendanceCodes: codes,
    feedback: noFeedback,
    programs: noPrograms,
    finance: noFinance,
    announcements: [],
    leave: noLeave,
    assessments: noAssessments,
    registers: sections.flatMap(({ meetings, students, teacher }) =>
      meetings.slice(meetings.length - sizes.taken).map(({ id, endsAt }) => ({
        ...{ meetingId: id, takenBy: teacher.id, takenAt: endsAt },
        marks: students.map(({ id: studentId }) => ({
          ...{ id: newId(), studentId, codeId: codeOf('PRESENT'), minutesLate: null },
        })),
      })),
    ),
  };
}

const guardianship = { guardian: true, password } as const;

function person(who: string, more: Partial<SchoolPerson>): SchoolPerson {
  return {
    id: newId(),
    name: `${who} Example`,
    sortName: `Example, ${who}`,
    email: `${who}@bench.example`,
    ...more,
  };
}

function guardianshipOf(guardian: SchoolPerson, student: SchoolPerson, from: string) {
  const flags = { recordsAccess: true, notifyAttendance: true, livesWith: true, legal: true, pays: true };
  const days = { from, to: null };
  return { id: newId(), guardianId: guardian.id, studentId: student.id, ...flags, priority: 1, ...days };
}
