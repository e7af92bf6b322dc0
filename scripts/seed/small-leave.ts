import { addDays } from '@learnova/platform/local-time';
import type { SchoolPerson } from '@learnova/schema/school';
import type { SchoolLeave, SchoolLeaveRequest, SchoolLeaveStep } from '@learnova/schema/school-leave';
import { halfDaysOf } from './half-days.ts';
import { marked } from './marks.ts';
import { childrenOf, type Places, type SmallPeople } from './small-people.ts';

/**
 * Leave in some weeks, so that nobody is away today: of a child of each family and of teachers, granted; of a classmate and of the
 * office, which wait. Each says why in words that carry a mark.
 */
export function smallLeave(
  id: () => string,
  people: SmallPeople,
  { institution, school, otherSchool }: Places,
  { today, timeZone }: { today: string; timeZone: string },
): SchoolLeave {
  const { child, classmate, sibling } = childrenOf(people);
  const [studentLeave, staffLeave] = [id(), id()];
  const limits = { maxDaysPerRequest: 20, noticeDays: 0, retroactiveDays: 0, yearStartsInMonth: 1 };
  const at = (days: number) => `${addDays(today, days)}T10:00:00.000Z`;
  const step = (by: SchoolPerson, as: SchoolLeaveStep['as'], days: number) => ({
    by: by.id,
    as,
    at: at(days),
  });
  const approved = (by: SchoolPerson, as: SchoolLeaveStep['as']) => ({
    ...step(by, as, -2),
    state: 'APPROVED' as const,
  });
  const request = (
    person: SchoolPerson,
    who: string,
    inDays: number,
    requested: SchoolLeaveStep,
    ended: SchoolLeaveRequest['ended'],
  ): SchoolLeaveRequest => {
    const [firstDay, lastDay] = [addDays(today, inDays), addDays(today, inDays + 1)];
    const home = person.student?.organizationId ?? person.staff?.organizationId ?? school;
    return {
      ...{ id: id(), personId: person.id, organizationId: home, firstDay, lastDay, requested, ended },
      leaveTypeId: person.student ? studentLeave : staffLeave,
      slots: halfDaysOf(timeZone, [firstDay, lastDay]),
      reason: `Away ${marked('reason', `leave-${who}`)}`,
    };
  };
  const { teacher, otherTeacher, strangerTeacher, office, administrator, headOfDepartment } = people;
  const staff = [
    teacher,
    otherTeacher,
    strangerTeacher,
    office,
    administrator,
    headOfDepartment,
    people.bursar,
  ];
  const years = [...new Set([today.slice(0, 4), addDays(today, 60).slice(0, 4)])].map(Number);
  return {
    types: [
      {
        ...{ id: studentLeave, organizationId: institution, name: 'Away from lessons', audience: 'STUDENT' },
        ...{ hasBalance: false, ...limits, retroactiveDays: 14 },
      },
      {
        ...{ id: staffLeave, organizationId: institution, name: 'Holiday', audience: 'STAFF' },
        ...{ hasBalance: true, ...limits },
      },
    ],
    workPatterns: [teacher, otherTeacher, strangerTeacher].map((one) => ({
      ...{ id: id(), staffId: one.id, organizationId: one === strangerTeacher ? otherSchool : school },
      from: addDays(today, -60),
      days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((weekday) => ({
        weekday,
        parts: ['MORNING' as const, 'AFTERNOON' as const],
      })),
      ...{ by: administrator.id, at: at(-50) },
    })),
    grants: staff.flatMap(({ id: personId }) =>
      years.map((leaveYear) => ({
        ...{ personId, leaveTypeId: staffLeave, leaveYear, hundredths: 2_500 },
        ...{ by: administrator.id, at: at(-40) },
      })),
    ),
    requests: [
      request(child, 'student1', 40, step(people.guardian, 'GUARDIAN', -3), approved(teacher, 'TEACHER')),
      request(sibling, 'student16', 40, step(office, 'OFFICE', -3), approved(otherTeacher, 'TEACHER')),
      request(
        classmate,
        'student2',
        38,
        step(people.otherGuardian, 'GUARDIAN', -3),
        approved(teacher, 'TEACHER'),
      ),
      request(classmate, 'student2', 42, step(people.otherGuardian, 'GUARDIAN', -1), null),
      request(
        people.stranger,
        'stranger',
        40,
        step(people.strangerGuardian, 'GUARDIAN', -3),
        approved(strangerTeacher, 'TEACHER'),
      ),
      request(teacher, 'teacher', 45, step(teacher, 'SELF', -3), approved(office, 'OFFICE')),
      request(
        otherTeacher,
        'other-teacher',
        45,
        step(otherTeacher, 'SELF', -3),
        approved(headOfDepartment, 'MANAGER'),
      ),
      request(
        strangerTeacher,
        'stranger-teacher',
        45,
        step(strangerTeacher, 'SELF', -3),
        approved(administrator, 'OFFICE'),
      ),
      request(office, 'office', 47, step(office, 'SELF', -1), null),
    ],
  };
}
