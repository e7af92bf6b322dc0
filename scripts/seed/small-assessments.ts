import { addDays } from '@learnova/platform/local-time';
import type { SchoolPerson } from '@learnova/schema/school';
import type { SchoolAssessments, SchoolPublication } from '@learnova/schema/school-assessments';
import { marked } from './marks.ts';
import type { Places } from './small-people.ts';

interface Group {
  readonly organizationId: string;
  /** As its marks have it. */
  readonly who: string;
  readonly sectionId: string;
  readonly teacher: SchoolPerson;
  readonly students: readonly SchoolPerson[];
}

/** Percentages from 90, 75 and 50 on, and below. */
export const letters = [
  { grade: 'F', lowerBound: '0', points: '0', isPassing: false },
  { grade: 'C', lowerBound: '50', points: '2', isPassing: true },
  { grade: 'B', lowerBound: '75', points: '3', isPassing: true },
  { grade: 'A', lowerBound: '90', points: '4', isPassing: true },
] as const;

interface Office {
  readonly places: Places;
  readonly today: string;
  readonly term: string;
  readonly by: string;
  /** Who plans publications, known to everybody at work. */
  readonly publishedBy: string;
}

/**
 * The gradebooks of two schools: in each section a test and homework, which the second student has not handed in. What came of them
 * was published by both schools, and the office withholds that of the third student; more is to be published of each organization.
 */
export function smallAssessments(
  id: () => string,
  groups: readonly Group[],
  office: Office,
): SchoolAssessments {
  const { places, today, by } = office;
  const { institution } = places;
  const at = `${addDays(today, -2)}T12:00:00.000Z`;
  const scaleId = id();
  return {
    gradingScales: [{ id: scaleId, organizationId: institution, title: 'Letters', bands: letters, by, at }],
    gradebooks: groups.map(({ who, sectionId, teacher, students }) => {
      const item = (category: string, title: string, resultValueMax: string) => ({
        ...{ id: id(), category, title: `${title} ${marked('section', who)}`, resultValueMax },
        dueAt: `${addDays(today, -4)}T16:00:00.000Z`,
      });
      const [exam, work] = [item('TESTS', 'Test 1', '50'), item('WORK', 'Homework 1', '10')];
      return {
        ...{ sectionId, gradingScaleId: scaleId, by: teacher.id, at, decimalPlaces: 1, rounding: 'HALF_UP' },
        categories: [
          { code: 'TESTS', title: 'Tests', weight: '60' },
          { code: 'WORK', title: 'Homework', weight: '40' },
        ],
        lineItems: [exam, work],
        scores: students.flatMap(({ id: studentId }, n) => [
          ...[{ id: id(), lineItemId: exam.id, studentId, state: 'GRADED', value: String(48 - n) } as const],
          ...(n === 1
            ? [{ id: id(), lineItemId: work.id, studentId, state: 'MISSING', value: null } as const]
            : [{ id: id(), lineItemId: work.id, studentId, state: 'GRADED', value: '7.5' } as const]),
        ]),
      } as const;
    }),
    publications: smallPublications(id, groups, office),
  };
}

function smallPublications(
  id: () => string,
  groups: readonly Group[],
  { places, today, term, publishedBy: by }: Office,
): SchoolPublication[] {
  const { institution, school, otherSchool, department } = places;
  const at = `${addDays(today, -2)}T13:00:00.000Z`;
  const below: Readonly<Record<string, readonly string[]>> = {
    [institution]: [school, otherSchool, department],
    [school]: [school, department],
  };
  const publication = (organizationId: string, title: string, days: number): SchoolPublication => ({
    ...{ id: id(), organizationId, sessionId: term, sectionId: null, title, by, at, withheld: [] },
    publishAt: `${addDays(today, days)}T06:00:00.000Z`,
    results: groups
      .filter((group) => (below[organizationId] ?? [organizationId]).includes(group.organizationId))
      .flatMap(({ sectionId, students }) =>
        students.map(({ id: studentId }) => ({ id: id(), sectionId, studentId })),
      ),
  });
  const first = publication(school, 'Interim results', -1);
  const reason = `Copied in the test ${marked('reason', 'withholding')}`;
  return [
    { ...first, withheld: first.results.slice(2, 3).map((result) => ({ ...result, reason, by, at })) },
    publication(otherSchool, 'Interim results', -1),
    ...[institution, school, department].map((one) => publication(one, 'Term results', 20)),
  ];
}
