import type { SchoolPerson } from '@learnova/schema/school';
import { familyNames, givenNames, wholeNames } from './names.ts';
import type { Random } from './random.ts';

export const sizes = {
  students: 600,
  guardians: 900,
  teachers: 40,
  sections: 191,
  periods: 7,
  grades: 6,
} as const;

/** The one password of the demo's sign-ins: those whom the README names, and all teachers; nobody else can sign in. */
export const demoPassword = 'welcome to learnova';
export const demoEmail = (who: string) => `${who}@learnova.example`;

/** Whose name the README tells, and the others by number: `teacher3` to `teacher40`. */
export const demoTeachers: readonly string[] = Array.from(
  { length: sizes.teachers },
  (_, n) => ['teacher', 'head-of-department'][n] ?? `teacher${n + 1}`,
).map(demoEmail);

export interface DemoStudent extends SchoolPerson {
  readonly familyName: string;
  readonly grade: string;
  /** Days after the term's beginning on which a student joined or left; 4 % do. */
  readonly from: number | null;
  readonly to: number | null;
  /** How likely the student is to miss a day: absences cluster by person. */
  readonly absence: number;
}

export interface DemoPeople {
  readonly office: readonly SchoolPerson[];
  readonly teachers: readonly SchoolPerson[];
  readonly students: readonly DemoStudent[];
}

export function personOf<P extends SchoolPerson>(people: readonly P[], who: string): P {
  const found = people.find((person) => person.email === demoEmail(who));
  if (!found) throw new Error(`nobody is ${who}`);
  return found;
}

export function demoPeople(random: Random, at: { institution: string; school: string }): DemoPeople {
  const signIn = (who: string) => ({ email: demoEmail(who), password: demoPassword });
  const staff = (organizationId: string, who?: string): SchoolPerson => ({
    id: random.id(),
    ...someName(random).person,
    email: null,
    staff: { organizationId },
    ...(who && signIn(who)),
  });
  const office = [staff(at.institution, 'administrator'), staff(at.school, 'office')];
  const teachers = demoTeachers.map((email) => ({
    ...staff(at.school),
    ...{ email, password: demoPassword },
  }));
  const students = Array.from({ length: sizes.students }, (_, n): DemoStudent => {
    const { person, familyName } = someName(random);
    const moves = n > 0 && random.chance(0.04);
    const joins = moves && random.chance(0.5);
    return {
      id: random.id(),
      ...person,
      email: n === 0 ? demoEmail('student') : null,
      ...(n === 0 && { password: demoPassword }),
      student: { organizationId: at.school, number: String(20_260_001 + n) },
      familyName,
      grade: String(7 + (n % sizes.grades)),
      from: joins ? 5 + random.below(80) : null,
      to: moves && !joins ? 20 + random.below(75) : null,
      absence: n === 0 ? 0.08 : random.beta(1, 14),
    };
  });
  return { office, teachers, students };
}

/** Who keeps the accounts. */
export function demoBursar(random: Random, organizationId: string): SchoolPerson {
  const { person } = someName(random);
  return {
    id: random.id(),
    ...person,
    email: demoEmail('bursar'),
    password: demoPassword,
    staff: { organizationId },
  };
}

/** A name from the lists; one in a hundred is whole and has no family part. Equal names happen, as they do in schools. */
export function someName(random: Random, familyName = random.pick(familyNames)) {
  if (random.chance(0.01)) {
    const whole = random.pick(wholeNames);
    return { person: whole, familyName: whole.name };
  }
  const given = random.pick(givenNames);
  return { person: { name: `${given} ${familyName}`, sortName: `${familyName}, ${given}` }, familyName };
}
