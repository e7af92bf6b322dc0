import type { Telling } from '../notification/notification.tell-all.ts';

/** That there is a result of a student in a section, in ids: never what it is. */
export interface ResultTold {
  readonly resultId: string;
  readonly sectionId: string;
  readonly studentId: string;
}

export type ResultKind = 'RESULT_PUBLISHED' | 'RESULT_AMENDED';

/** Each version of a result has an id of its own, and is told once, whichever event has brought it. */
export const occasionOf = ({ resultId }: ResultTold): string => `${resultId} RESULT`;

/** To the student and to their guardians with access: a message for each result. */
export function toFamilies(
  kind: ResultKind,
  results: readonly ResultTold[],
  guardians: readonly { readonly guardianId: string; readonly studentId: string }[],
): Telling[] {
  return results.flatMap((told) => {
    const { studentId } = told;
    const family = guardians.filter((one) => one.studentId === studentId).map((one) => one.guardianId);
    return [...new Set([studentId, ...family])].map((personId) => ({
      ...{ personId, kind, statements: [told], occasion: occasionOf(told) },
    }));
  });
}
