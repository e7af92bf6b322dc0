import type { Pointer } from '@learnova/platform/live/log';
import { topic } from '@learnova/schema/topics';

/** A result that somebody is told of. */
export interface Told {
  readonly id: string;
  readonly sectionId: string;
  readonly studentId: string;
  readonly version: number;
}

export const studentTopic = (studentId: string) => topic('assessments.student', studentId);

/** What an event tells to those who listen for these students, each of them of their own results alone. */
export function pointAtResults(results: readonly Told[]): Pointer[] {
  return results.map(({ id, studentId, version }) => ({
    ...{ topic: studentTopic(studentId), typename: 'SectionResult', key: { id }, version },
  }));
}

export function payloadOf(results: readonly Told[]) {
  return {
    results: results.map(({ id: resultId, sectionId, studentId }) => ({ resultId, sectionId, studentId })),
  };
}
