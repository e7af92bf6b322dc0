import { addDays } from '@learnova/platform/local-time';
import type { School, SchoolPerson } from '@learnova/schema/school';
import { marked } from './marks.ts';
import { inventedPhones } from './phones.ts';

export const password = 'a school for everyone';

/** Whose address is whose: `teacher@school.example`. */
export const emailOf = (who: string) => `${who}@school.example`;

export interface Places {
  readonly institution: string;
  readonly school: string;
  readonly department: string;
  readonly otherSchool: string;
}

export interface SmallPeople {
  readonly students: readonly SchoolPerson[];
  /** Of the other school. */
  readonly stranger: SchoolPerson;
  readonly teacher: SchoolPerson;
  readonly otherTeacher: SchoolPerson;
  readonly strangerTeacher: SchoolPerson;
  readonly office: SchoolPerson;
  readonly administrator: SchoolPerson;
  readonly headOfDepartment: SchoolPerson;
  readonly guardian: SchoolPerson;
  readonly otherGuardian: SchoolPerson;
  readonly formerGuardian: SchoolPerson;
  /** A guardian of the child who may not see the child's records. */
  readonly kin: SchoolPerson;
  readonly strangerGuardian: SchoolPerson;
  readonly bursar: SchoolPerson;
}

/** Two schools' people. The first student is the child of most tests, the second a classmate, the sixteenth a sibling. */
export function smallPeople(id: () => string, { institution, school, otherSchool }: Places): SmallPeople {
  const phones = inventedPhones();
  const person = (who: string, more: Partial<SchoolPerson>): SchoolPerson => ({
    id: id(),
    name: `${who[0]?.toUpperCase()}${who.slice(1)} Example ${marked('name', who)}`,
    sortName: `Example, ${who} ${marked('name', who)}`,
    email: emailOf(who),
    mobilePhone: phones.next().value,
    ...more,
  });
  const number = (letter: string, n: number, who: string) =>
    `${letter}${String(n).padStart(4, '0')} ${marked('number', who)}`;
  const staff = (who: string, organizationId: string) => person(who, { staff: { organizationId }, password });
  const guardian = (who: string) => person(who, { guardian: true, password });
  return {
    students: Array.from({ length: 30 }, (_, n) =>
      person(`student${n + 1}`, {
        student: { organizationId: school, number: number('S', n + 1, `student${n + 1}`) },
        ...(n === 0 && { password }),
      }),
    ),
    stranger: person('stranger', {
      student: { organizationId: otherSchool, number: number('X', 1, 'stranger') },
    }),
    teacher: staff('teacher', school),
    otherTeacher: staff('other-teacher', school),
    strangerTeacher: staff('stranger-teacher', otherSchool),
    office: staff('office', school),
    administrator: staff('administrator', institution),
    headOfDepartment: staff('head-of-department', school),
    guardian: guardian('guardian'),
    otherGuardian: guardian('other-guardian'),
    formerGuardian: guardian('former-guardian'),
    kin: guardian('kin'),
    strangerGuardian: guardian('stranger-guardian'),
    bursar: staff('bursar', school),
  };
}

export function allOf({ students, ...others }: SmallPeople): SchoolPerson[] {
  return [...students, ...Object.values(others)];
}

/** The students whom tests call by what they are to each other. */
export function childrenOf({ students }: SmallPeople) {
  const [child, classmate, sibling] = [students[0], students[1], students[15]];
  if (!child || !classmate || !sibling) throw new Error('the small school has thirty students');
  return { child, classmate, sibling };
}

/** @param from the first day of all of them; the former guardian's ended yesterday */
export function smallGuardianships(id: () => string, people: SmallPeople, from: string, today: string) {
  const { child, classmate, sibling } = childrenOf(people);
  const guardianship = (
    guardian: SchoolPerson,
    student: SchoolPerson,
    more: Partial<School['guardianships'][number]> = {},
  ) => ({
    id: id(),
    guardianId: guardian.id,
    studentId: student.id,
    recordsAccess: true,
    notifyAttendance: true,
    livesWith: true,
    legal: true,
    pays: true,
    priority: 1,
    from,
    to: null,
    ...more,
  });
  return [
    guardianship(people.guardian, child),
    guardianship(people.guardian, sibling),
    guardianship(people.otherGuardian, classmate),
    guardianship(people.formerGuardian, child, { to: addDays(today, -1) }),
    guardianship(people.kin, child, { recordsAccess: false, priority: 2 }),
    guardianship(people.strangerGuardian, people.stranger),
  ];
}

export function smallRoles(id: () => string, people: SmallPeople, places: Places, from: string) {
  const role = (
    { id: personId }: SchoolPerson,
    name: School['roles'][number]['role'],
    organizationId: string,
  ) => ({ id: id(), personId, role: name, organizationId, from, to: null });
  return [
    role(people.administrator, 'ADMINISTRATOR', places.institution),
    role(people.office, 'REGISTRAR', places.school),
    role(people.headOfDepartment, 'HEAD_OF_DEPARTMENT', places.department),
    role(people.teacher, 'TEACHER', places.school),
    role(people.otherTeacher, 'TEACHER', places.school),
    role(people.strangerTeacher, 'TEACHER', places.otherSchool),
    role(people.bursar, 'BURSAR', places.school),
  ];
}
