import { addDays } from '@learnova/platform/local-time';
import type {
  SchoolAssessments,
  SchoolGradebook,
  SchoolPublication,
  SchoolScore,
} from '@learnova/schema/school-assessments';
import { instantOf } from './days.ts';
import type { DemoSection } from './demo-timetable.ts';
import type { Random } from './random.ts';

export interface DemoGrading {
  readonly institution: string;
  readonly school: string;
  readonly termId: string;
  readonly sections: readonly DemoSection[];
  /** The term's first day, and the day of seeding. */
  readonly from: string;
  readonly anchor: string;
  readonly timeZone: string;
  readonly officeId: string;
}

/** One to five as Austrian schools give them, the best last. */
const bands = [
  { grade: '5', lowerBound: '0', points: '0', isPassing: false },
  { grade: '4', lowerBound: '50', points: '1', isPassing: true },
  { grade: '3', lowerBound: '62.5', points: '2', isPassing: true },
  { grade: '2', lowerBound: '75', points: '3', isPassing: true },
  { grade: '1', lowerBound: '87.5', points: '4', isPassing: true },
] as const;

const categories = [
  { code: 'TESTS', title: 'Tests', weight: '50' },
  { code: 'WORK', title: 'Homework and projects', weight: '30' },
  { code: 'CLASS', title: 'Work in class', weight: '20' },
];

/** Days after the term's beginning on which each is due. The last of them is due after the day of seeding. */
const work = [
  { category: 'WORK', title: 'Homework folder', resultValueMax: '20', due: 25 },
  { category: 'TESTS', title: 'First test', resultValueMax: '60', due: 40 },
  { category: 'CLASS', title: 'Participation', resultValueMax: '10', due: 70 },
  { category: 'WORK', title: 'Project', resultValueMax: '40', due: 85 },
  { category: 'TESTS', title: 'Second test', resultValueMax: '60', due: 98 },
  { category: 'WORK', title: 'Presentation', resultValueMax: '20', due: 109 },
] as const;

/**
 * A gradebook of each section: five pieces of work with scores, of able and less able students, and one that is still to come. Interim
 * results of all of them were published, with a few that the office withholds; those of one section are to follow in a week.
 */
export function demoAssessments(random: Random, grading: DemoGrading): SchoolAssessments {
  const { institution, sections, from, timeZone, officeId } = grading;
  const ability = new Map<string, number>();
  const abilityOf = (studentId: string): number => {
    const known = ability.get(studentId) ?? 1 - random.beta(2, 6) * 0.9;
    ability.set(studentId, known);
    return known;
  };
  const scaleId = random.id();
  const score = (lineItemId: string, studentId: string, most: number): SchoolScore => {
    const said = { id: random.id(), lineItemId, studentId };
    const state = random.chance(0.95)
      ? 'GRADED'
      : random.pick(['MISSING', 'EXEMPT', 'ABSENT', 'SUBMITTED'] as const);
    const share = Math.min(1, Math.max(0, abilityOf(studentId) + (random.next() - 0.5) * 0.3));
    return { ...said, state, value: state === 'GRADED' ? String(Math.round(share * most * 2) / 2) : null };
  };
  const gradebooks = sections.map(({ section, students }): SchoolGradebook => {
    const lineItems = work.map(({ due, ...item }) => ({
      ...item,
      ...{ id: random.id(), due, dueAt: instantOf(timeZone, addDays(from, due), '16:00') },
    }));
    const done = lineItems.filter(({ due }) => addDays(from, due) < grading.anchor);
    return {
      ...{ sectionId: section.id, gradingScaleId: scaleId, by: section.staff[0]?.staffId ?? officeId },
      ...{
        at: instantOf(timeZone, addDays(from, 99), '15:30'),
        decimalPlaces: 1,
        rounding: 'HALF_UP' as const,
      },
      categories,
      lineItems: lineItems.map(({ due: _due, ...item }) => item),
      scores: students
        .filter(({ to }) => to === null)
        .flatMap(({ id: studentId }) =>
          done.map(({ id, resultValueMax }) => score(id, studentId, Number(resultValueMax))),
        ),
    };
  });
  return {
    gradingScales: [
      {
        ...{ id: scaleId, organizationId: institution, title: 'One to five', bands, by: officeId },
        at: instantOf(timeZone, from, '08:00'),
      },
    ],
    gradebooks,
    publications: demoPublications(random, gradebooks, grading),
  };
}

function demoPublications(
  random: Random,
  gradebooks: readonly SchoolGradebook[],
  { school, termId: sessionId, from, anchor, timeZone, officeId: by }: DemoGrading,
): SchoolPublication[] {
  const counts = new Set(['GRADED', 'MISSING']);
  const resultsOf = (books: readonly SchoolGradebook[]) =>
    books.flatMap(({ sectionId, scores }) => {
      const counting = scores.filter(({ state }) => counts.has(state)).map(({ studentId }) => studentId);
      return [...new Set(counting)].map((studentId) => ({ id: random.id(), sectionId, studentId }));
    });
  const of = { organizationId: school, sessionId, by };
  const at = instantOf(timeZone, addDays(from, 99), '17:00');
  const interim = resultsOf(gradebooks);
  const withheld = interim
    .filter(() => random.chance(0.001))
    .map((result) => ({ ...result, reason: 'Copied in the second test, to be heard', by, at }));
  const [book] = gradebooks;
  return [
    {
      ...{ ...of, id: random.id(), sectionId: null, title: 'Interim results', at, withheld },
      ...{ publishAt: instantOf(timeZone, addDays(from, 100), '08:00'), results: interim },
    },
    {
      ...{
        ...of,
        id: random.id(),
        sectionId: book?.sectionId ?? null,
        title: 'Results after the project',
        at,
      },
      ...{ publishAt: instantOf(timeZone, addDays(anchor, 7), '08:00') },
      ...{ results: resultsOf(gradebooks.slice(0, 1)), withheld: [] },
    },
  ];
}
