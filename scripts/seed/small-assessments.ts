import { addDays } from '@learnova/platform/local-time';
import type { SchoolPerson } from '@learnova/schema/school';
import type { SchoolAssessments } from '@learnova/schema/school-assessments';
import { marked } from './marks.ts';

interface Group {
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

/** The gradebooks of two schools: in each section a test and homework, which the second student has not handed in. */
export function smallAssessments(
  id: () => string,
  groups: readonly Group[],
  { institution, today, by }: { institution: string; today: string; by: string },
): SchoolAssessments {
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
  };
}
