import { addDays } from '@learnova/platform/local-time';
import type { SchoolCampaign, SchoolFeedback, SchoolPerson, SchoolQuestion } from '@learnova/schema/school';
import { marked } from './marks.ts';
import type { Random } from './random.ts';
import { childrenOf, type Places, type SmallPeople } from './small-people.ts';

interface SmallSection {
  readonly id: string;
  readonly organizationId: string;
  readonly who: string;
  readonly students: number;
}

const timesOf = (today: string) => (days: number, hour: number) =>
  `${addDays(today, days)}T${hour}:00:00.000Z`;

/** Something told by everybody who signs in, and by a student of each family: each with a reply. What is said carries a mark. */
export function smallFeedback(
  random: Random,
  people: SmallPeople,
  { institution, school, department, otherSchool }: Places,
  { today, term, sections }: { today: string; term: string; sections: readonly SmallSection[] },
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
  const at = (hour: number) => timesOf(today)(-3, hour);
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
    ...smallEvaluations(
      random,
      people,
      { institution, school, department, otherSchool },
      { today, term, sections },
    ),
  };
}

/**
 * A campaign of the school that is over: of each section ten ballots, whose words carry the section's mark. And one to come of each
 * other organization.
 */
function smallEvaluations(
  random: Random,
  { office, administrator }: SmallPeople,
  { institution, school, department, otherSchool }: Places,
  { today, term, sections }: { today: string; term: string; sections: readonly SmallSection[] },
): Pick<SchoolFeedback, 'questionnaires' | 'campaigns'> {
  const at = timesOf(today);
  const question = (
    kind: SchoolQuestion['kind'],
    text: string,
    choices: readonly string[] = [],
  ): SchoolQuestion => ({
    ...{ id: random.id(), kind, text, choices, isCut: choices.length > 0 },
  });
  const questions = [
    question('RATING', 'I learn much here.'),
    question('CHOICE', 'I come', ['mostly', 'seldom']),
    question('TEXT', 'What should change?'),
  ];
  const [rating = '', choice = '', text = ''] = questions.map(({ id }) => id);
  const questionnaire = { id: random.id(), organizationId: institution, title: 'Courses', questions };
  const campaign = (organizationId: string, from: number, by: string): SchoolCampaign => ({
    ...{ id: random.id(), organizationId, sessionId: term, questionnaireId: questionnaire.id, by },
    ...{ title: 'How was it?', opensAt: at(from, 10), closesAt: at(from + 10, 10), threshold: 5 },
    ...{ plannedAt: at(-50, 10), evaluations: null },
  });
  return {
    questionnaires: [{ ...questionnaire, createdAt: at(-51, 10) }],
    campaigns: [
      {
        ...campaign(school, -30, office.id),
        evaluations: sections
          .filter(({ students }) => students >= 10)
          .map(({ id: sectionId, organizationId, who, students: invitedCount }) => ({
            ...{ id: random.id(), sectionId, organizationId, invitedCount, papersTaken: 11 },
            ballots: Array.from({ length: 10 }, (_, n) => [
              random.id(),
              { [rating]: (n % 5) + 1, [choice]: n % 2, [text]: `More light. ${marked('voice', who)}` },
            ]),
          })),
      },
      ...[institution, department, otherSchool].map((one) => campaign(one, 40, administrator.id)),
    ],
  };
}
