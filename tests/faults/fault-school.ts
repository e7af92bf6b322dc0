import { newId } from '@learnova/platform/ids';
import { addDays, daysBetween } from '@learnova/platform/local-time';
import type { School, SchoolPerson } from '@learnova/schema/school';
import { dayIn, instantOf } from '../../scripts/seed/days.ts';
import { inventedPhone } from '../../scripts/seed/phones.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { smallSchool } from '../../scripts/seed/small-school.ts';

const timeZone = 'Europe/Vienna';
const lessonsPerDay = 10;
/** Students whose lessons one plot is about. */
const width = 3;
/** Past days on which registers are open. */
const daysBack = 30;

export interface Pupil {
  readonly id: string;
  readonly guardian: { readonly id: string; readonly email: string };
}

export interface Lesson {
  readonly id: string;
  readonly students: readonly string[];
}

/** Two lessons of one day and three students: no other plot tells these students' guardians of this day. */
export interface Plot {
  readonly day: string;
  readonly teacher: string;
  readonly first: Lesson;
  readonly second: Lesson;
  readonly pupils: readonly [Pupil, Pupil, Pupil];
}

export interface FaultSchool {
  readonly school: School;
  readonly sectionId: string;
  /** The institution, whose board shows every register. */
  readonly organizationId: string;
  /** The school of the section, whose board shows its registers as well. */
  readonly schoolId: string;
  readonly codes: { readonly present: string; readonly absent: string; readonly late: string };
  readonly plots: readonly Plot[];
  /** Lessons of the section that no plot is about, oldest first. */
  readonly spare: readonly Lesson[];
  /** Addresses of people who oversee the school: the office, and those who were wanted besides. */
  readonly overseers: readonly string[];
}

/**
 * The small school with a month of lessons behind it, in which each student has a guardian of their own.
 * @param clerks further people of the office
 */
export function faultSchool(now: Date, clerks: number): FaultSchool {
  const small = smallSchool(now);
  const office = Array.from({ length: clerks }, (_, n) => clerk(n + 1, small.ids.school));
  const today = dayIn(timeZone, now);
  const days = daysBetween(addDays(today, -daysBack), today);
  const guardians = new Map<string, SchoolPerson>();
  for (const { id, student } of small.people) {
    if (student) guardians.set(id, guardianOf(guardians.size + 1));
  }
  const teachers: Readonly<Record<string, string>> = {
    [small.ids.section]: emailOf('teacher'),
    [small.ids.otherSection]: emailOf('other-teacher'),
  };
  const sections = small.sections.filter(({ id }) => id in teachers);
  const rosters = new Map(
    sections.map(({ id }) => [
      id,
      small.sectionEnrollments.filter(({ sectionId }) => sectionId === id).map(({ studentId }) => studentId),
    ]),
  );
  const meetings: School['meetings'][number][] = [];
  const lessons = new Map<string, Lesson[]>();
  for (const { id: sectionId } of sections) {
    for (const date of days) {
      const lessonsOfDay = Array.from({ length: lessonsPerDay + 1 }, (_, index) => {
        const roomId = small.rooms[sectionId === small.ids.section ? 0 : 1]?.id ?? '';
        const at = (minute: string) =>
          instantOf(timeZone, date, `${String(index * 2).padStart(2, '0')}:${minute}`);
        const meeting = { id: newId(), sectionId, roomId, date, startsAt: at('00'), endsAt: at('45') };
        meetings.push(meeting);
        return { id: meeting.id, students: rosters.get(sectionId) ?? [] };
      });
      lessons.set(`${sectionId} ${date}`, lessonsOfDay);
    }
  }
  const pupil = (id: string | undefined): Pupil => {
    const guardian = guardians.get(id ?? '');
    if (!id || !guardian?.email) throw new Error('every student has a guardian');
    return { id, guardian: { id: guardian.id, email: guardian.email } };
  };
  const plots = days.flatMap((day) =>
    sections.flatMap(({ id }) =>
      plotsOf(day, teachers[id] ?? '', lessons.get(`${id} ${day}`) ?? [], rosters.get(id) ?? [], pupil),
    ),
  );
  const code = (category: string) =>
    small.attendanceCodes.find((c) => c.category === category && !c.officeOnly)?.id ?? '';
  return {
    school: {
      ...small,
      people: [...small.people, ...guardians.values(), ...office],
      roles: [
        ...small.roles,
        ...office.map(({ id: personId }) => ({
          ...{ id: newId(), personId, role: 'REGISTRAR' as const, organizationId: small.ids.school },
          ...{ from: addDays(today, -60), to: null },
        })),
      ],
      guardianships: [...guardians].map(([studentId, guardian]) => ({
        id: newId(),
        guardianId: guardian.id,
        studentId,
        ...{ recordsAccess: true, notifyAttendance: true, livesWith: true, legal: true, pays: true },
        ...{ priority: 1, from: addDays(today, -60), to: null },
      })),
      meetings,
    },
    sectionId: small.ids.section,
    organizationId: small.ids.institution,
    schoolId: small.ids.school,
    codes: { present: code('PRESENT'), absent: code('ABSENT'), late: code('LATE') },
    plots,
    spare: days.flatMap((day) => lessons.get(`${small.ids.section} ${day}`)?.at(-1) ?? []),
    overseers: [emailOf('office'), ...office.flatMap(({ email }) => email ?? [])],
  };
}

function clerk(n: number, organizationId: string): SchoolPerson {
  const who = `clerk-${n}`;
  const [name, sortName] = [`Clerk ${n}`, `Clerk ${n}`];
  return { id: newId(), name, sortName, email: emailOf(who), staff: { organizationId }, password };
}

function guardianOf(n: number): SchoolPerson {
  const name = `Guardian ${n}`;
  const email = `guardian-${n}@school.example`;
  return { id: newId(), name, sortName: name, email, mobilePhone: inventedPhone(n), guardian: true };
}

function plotsOf(
  day: string,
  teacher: string,
  lessons: readonly Lesson[],
  roster: readonly string[],
  pupil: (id: string | undefined) => Pupil,
): Plot[] {
  const half = lessonsPerDay / 2;
  return Array.from({ length: half }, (_, n) => {
    const [first, second] = [lessons[n], lessons[n + half]];
    if (!first || !second) throw new Error('a day has ten lessons');
    const [one, two, three] = roster.slice(n * width, n * width + width);
    return { day, teacher, first, second, pupils: [pupil(one), pupil(two), pupil(three)] as const };
  });
}
