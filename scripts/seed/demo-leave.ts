import { addDays } from '@learnova/platform/local-time';
import type { SchoolGuardianship, SchoolPerson } from '@learnova/schema/school';
import type { SchoolLeave, SchoolLeaveRequest } from '@learnova/schema/school-leave';
import { instantOf } from './days.ts';
import type { DemoStudent } from './demo-people.ts';
import type { DemoSection } from './demo-timetable.ts';
import { halfDaysOf } from './half-days.ts';
import type { Random } from './random.ts';

export interface DemoAway {
  readonly institution: string;
  readonly school: string;
  readonly timeZone: string;
  /** The day of seeding. */
  readonly anchor: string;
  readonly schoolDays: readonly string[];
  readonly office: SchoolPerson;
  readonly administrator: SchoolPerson;
  readonly teachers: readonly SchoolPerson[];
  readonly students: readonly DemoStudent[];
  readonly sections: readonly DemoSection[];
  readonly guardianships: readonly SchoolGuardianship[];
}

const kinds = [
  {
    name: 'Illness',
    audience: 'STUDENT',
    hasBalance: false,
    maxDaysPerRequest: null,
    noticeDays: 0,
    retroactiveDays: 14,
  },
  {
    name: 'Family leave',
    audience: 'STUDENT',
    hasBalance: false,
    maxDaysPerRequest: 10,
    noticeDays: 2,
    retroactiveDays: 0,
  },
  {
    name: 'Illness',
    audience: 'STAFF',
    hasBalance: false,
    maxDaysPerRequest: null,
    noticeDays: 0,
    retroactiveDays: 14,
  },
  {
    name: 'Holiday',
    audience: 'STAFF',
    hasBalance: true,
    maxDaysPerRequest: 15,
    noticeDays: 5,
    retroactiveDays: 0,
  },
  {
    name: 'Training',
    audience: 'STAFF',
    hasBalance: true,
    maxDaysPerRequest: 5,
    noticeDays: 5,
    retroactiveDays: 0,
  },
] as const;

/**
 * A term of leave: one student in eight was ill with an excuse, for a day to four; a few have family leave ahead, half of it not
 * decided yet. Each teacher has twenty-five days of holiday and five of training, and has taken some; a tenth works part-time.
 */
export function demoLeave(random: Random, away: DemoAway): SchoolLeave {
  const { institution, school, timeZone, anchor, office, administrator } = away;
  const types = kinds.map((kind) => ({
    ...{ id: random.id(), organizationId: institution, ...kind, yearStartsInMonth: 9 },
  }));
  const [ill, family, , holiday, training] = types.map(({ id }) => id);
  const [past, ahead] = [
    away.schoolDays.filter((day) => day < anchor),
    away.schoolDays.filter((day) => day > addDays(anchor, 2)),
  ];
  const at = (day: string, time: string) => instantOf(timeZone, day, time);
  const daysFrom = (days: readonly string[], count: number) => {
    const first = random.below(Math.max(1, days.length - count));
    return days.slice(first, first + count);
  };
  const step = (by: string, as: SchoolLeaveRequest['requested']['as'], when: string) => ({
    by,
    as,
    at: when,
  });

  const ofStudent = (student: DemoStudent, isAhead: boolean, isDecided: boolean): SchoolLeaveRequest[] => {
    const guardian = away.guardianships.find(
      (g) => g.studentId === student.id && g.recordsAccess && g.to === null,
    );
    const section = away.sections.find(({ students }) => students.includes(student));
    const teacher = section?.section.staff[0]?.staffId;
    const days = daysFrom(isAhead ? ahead : past, 1 + random.below(isAhead ? 2 : 4));
    const [firstDay = anchor, lastDay = firstDay] = [days[0], days.at(-1)];
    if (days.length === 0 || !teacher || !guardian) return [];
    const asked = isAhead ? at(addDays(anchor, -1 - random.below(4)), '18:10') : at(firstDay, '07:12');
    return [
      {
        ...{ id: random.id(), personId: student.id, organizationId: school, firstDay, lastDay },
        leaveTypeId: (isAhead ? family : ill) ?? '',
        slots: halfDaysOf(timeZone, days),
        reason: isAhead ? 'A family celebration' : null,
        requested: step(guardian.guardianId, 'GUARDIAN', asked),
        ended: isDecided
          ? {
              ...step(teacher, 'TEACHER', isAhead ? at(anchor, '00:40') : at(firstDay, '07:48')),
              state: 'APPROVED',
            }
          : null,
      },
    ];
  };
  const ofStaff = (person: SchoolPerson, isAhead: boolean, typeId = ''): SchoolLeaveRequest[] => {
    const days = daysFrom(isAhead ? ahead : past, 1 + random.below(3));
    const [firstDay = anchor, lastDay = firstDay] = [days[0], days.at(-1)];
    if (days.length === 0) return [];
    const asked = at(addDays(isAhead ? anchor : firstDay, isAhead ? -1 - random.below(5) : -7), '12:05');
    const isDecided = !isAhead || random.chance(0.5);
    return [
      {
        ...{
          id: random.id(),
          personId: person.id,
          organizationId: school,
          leaveTypeId: typeId,
          firstDay,
          lastDay,
        },
        ...{ slots: halfDaysOf(timeZone, days), reason: null, requested: step(person.id, 'SELF', asked) },
        ended: isDecided
          ? {
              ...step(
                office.id,
                'OFFICE',
                isAhead ? at(anchor, '00:50') : at(addDays(firstDay, -6), '09:20'),
              ),
              state: 'APPROVED',
            }
          : null,
      },
    ];
  };

  const there = away.students.filter(({ from, to }) => from === null && to === null);
  const fullTime = away.teachers.filter((_, n) => n % 10 !== 9);
  return {
    types,
    workPatterns: away.teachers
      .filter((teacher) => !fullTime.includes(teacher))
      .map(({ id: staffId }) => ({
        ...{ id: random.id(), staffId, organizationId: school, from: past[0] ?? anchor },
        days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'].map((weekday) => ({
          weekday,
          parts: ['MORNING' as const, 'AFTERNOON' as const],
        })),
        ...{ by: administrator.id, at: at(past[0] ?? anchor, '08:00') },
      })),
    grants: [...away.teachers, office].flatMap(({ id: personId }) =>
      [anchor, addDays(anchor, 60)]
        .map((day) => Number(day.slice(0, 4)) - (day.slice(5, 7) < '09' ? 1 : 0))
        .filter((year, n, all) => all.indexOf(year) === n)
        .flatMap((leaveYear) => [
          { personId, leaveTypeId: holiday ?? '', leaveYear, hundredths: 2_500 },
          { personId, leaveTypeId: training ?? '', leaveYear, hundredths: 500 },
        ])
        .map((grant) => ({ ...grant, by: administrator.id, at: at(past[0] ?? anchor, '08:10') })),
    ),
    requests: [
      ...there.filter((_, n) => n === 0 || random.chance(0.125)).flatMap((s) => ofStudent(s, false, true)),
      ...there
        .filter((_, n) => n === 0 || random.chance(0.02))
        .flatMap((s, n) => ofStudent(s, true, n % 2 === 1)),
      ...fullTime.filter(() => random.chance(0.5)).flatMap((one) => ofStaff(one, false, holiday)),
      ...fullTime.filter(() => random.chance(0.2)).flatMap((one) => ofStaff(one, true, training)),
    ].filter((one, n, all) => !all.slice(0, n).some((other) => meets(one, other))),
  };
}

const meets = (one: SchoolLeaveRequest, other: SchoolLeaveRequest): boolean =>
  one.personId === other.personId && one.firstDay <= other.lastDay && other.firstDay <= one.lastDay;
