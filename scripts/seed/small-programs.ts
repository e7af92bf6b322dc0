import type { SchoolPerson } from '@learnova/schema/school';
import type { SchoolPrograms } from '@learnova/schema/school-programs';
import { marked } from './marks.ts';
import type { Random } from './random.ts';
import { childrenOf, type Places, type SmallPeople } from './small-people.ts';

export interface SmallPrograms extends SchoolPrograms {
  /** The program that an organization offers. */
  of(organizationId: string): string;
}

/** A program of each school, with the children of families in it, and one of the institution with a sixth student. */
export function smallPrograms(
  random: Random,
  people: SmallPeople,
  { school, otherSchool, institution }: Places,
  from: string,
): SmallPrograms {
  const { child, classmate, sibling } = childrenOf(people);
  const made = [
    {
      ...{ organizationId: school, who: 'school', code: 'BILINGUAL', title: 'Bilingual branch' },
      students: [child, classmate, sibling],
    },
    {
      ...{ organizationId: otherSchool, who: 'other-school', code: 'ARTS', title: 'Branch for the arts' },
      students: [people.stranger],
    },
    {
      ...{ organizationId: institution, who: 'institution', code: 'DIPLOMA', title: 'International diploma' },
      students: people.students.slice(5, 6),
    },
  ].map((program) => ({ ...program, id: random.id() }));
  const enrollment = (programId: string, { id: studentId, student }: SchoolPerson) => ({
    ...{ id: random.id(), programId, studentId, organizationId: student?.organizationId ?? school },
    ...{ from, to: null },
  });
  return {
    offered: made.map(({ id, organizationId, who, code, title }) => ({
      ...{ id, organizationId, code, title: `${title} ${marked('program', who)}` },
    })),
    enrollments: made.flatMap(({ id, students }) => students.map((student) => enrollment(id, student))),
    of: (organizationId) => made.find((program) => program.organizationId === organizationId)?.id ?? '',
  };
}
