import { addDays } from '@learnova/platform/local-time';
import type { SchoolFeedback, SchoolPerson } from '@learnova/schema/school';
import { marked } from './marks.ts';
import type { Random } from './random.ts';
import { childrenOf, type Places, type SmallPeople } from './small-people.ts';

/** Something told by everybody who signs in, and by a student of each family: each with a reply. What is said carries a mark. */
export function smallFeedback(
  random: Random,
  people: SmallPeople,
  { institution, school, department, otherSchool }: Places,
  today: string,
): SchoolFeedback {
  const { child, classmate, sibling } = childrenOf(people);
  const { office, administrator, formerGuardian } = people;
  const told: readonly (readonly [who: string, by: SchoolPerson, to: string, answeredBy: SchoolPerson])[] = [
    ['student1', child, school, office],
    ['student2', classmate, school, office],
    ['student16', sibling, department, office],
    ['stranger', people.stranger, otherSchool, people.stranger],
    ['guardian', people.guardian, school, office],
    ['kin', people.kin, school, office],
    ['former-guardian', formerGuardian, school, formerGuardian],
    ['other-guardian', people.otherGuardian, school, office],
    ['teacher', people.teacher, school, office],
    ['other-teacher', people.otherTeacher, school, office],
    ['office', office, school, administrator],
    ['administrator', administrator, institution, administrator],
    ['head-of-department', people.headOfDepartment, department, office],
    ['stranger-teacher', people.strangerTeacher, otherSchool, people.strangerTeacher],
    ['bursar', people.bursar, school, office],
  ];
  const at = (hour: number) => `${addDays(today, -3)}T${hour}:00:00.000Z`;
  return {
    items: told.map(([who, author, organizationId, answeredBy]) => ({
      ...{ id: random.id(), organizationId, authorId: author.id, category: 'FACILITIES', givenAt: at(10) },
      state: answeredBy === author ? ('OPEN' as const) : ('ANSWERED' as const),
      subject: `The tap drips ${marked('told', who)}`,
      body: `In the room on the left. ${marked('told', who)}`,
      replies: [
        {
          ...{ id: random.id(), kind: 'REPLY' as const, by: answeredBy.id, at: at(12) },
          body: `It is to be repaired. ${marked('told', who)}`,
        },
      ],
    })),
  };
}
