import type { Telling } from '../notification/notification.tell-all.ts';

/** That there is a result of a student in a section, in ids: never what it is. */
export interface ResultTold {
  readonly resultId: string;
  readonly sectionId: string;
  readonly studentId: string;
}

/** The same, as something that can be seen and may be news; an amendment took the place of another version. */
export interface News extends ResultTold {
  readonly isAmendment: boolean;
}

export interface Guardian {
  readonly guardianId: string;
  readonly studentId: string;
}

export type ResultKind = 'RESULT_PUBLISHED' | 'RESULT_AMENDED';

/** Whoever tells of a student's results, or notes that there is something to tell, does so in this turn. */
export const turnOf = ({ studentId }: Pick<ResultTold, 'studentId'>): string => `results of ${studentId}`;

/**
 * To the student and to their guardians with access: one message for all of a kind, of all children. Each version is told to a person
 * once, whichever event has brought it, and an amendment of what they were never told of is a first publication to them.
 * @param news in the order in which a message speaks of it
 * @param toldBefore what a person was told of these students so far
 */
export function toFamilies(
  news: readonly News[],
  guardians: readonly Guardian[],
  toldBefore: (personId: string) => readonly ResultTold[],
): Telling[] {
  const families = Map.groupBy(guardians, ({ studentId }) => studentId);
  const pairs = news.flatMap((one) => {
    const family = families.get(one.studentId)?.map(({ guardianId }) => guardianId) ?? [];
    return [...new Set([one.studentId, ...family])].map((personId) => ({ personId, one }));
  });
  return [...Map.groupBy(pairs, ({ personId }) => personId)].flatMap(([personId, ofPerson]) => {
    const before = toldBefore(personId);
    const known = new Set(before.map(({ resultId }) => resultId));
    const places = new Set(before.map(placeOf));
    const fresh = ofPerson.map(({ one }) => one).filter(({ resultId }) => !known.has(resultId));
    const kindOf = (one: News): ResultKind =>
      one.isAmendment && places.has(placeOf(one)) ? 'RESULT_AMENDED' : 'RESULT_PUBLISHED';
    return [...Map.groupBy(fresh, kindOf)].map(([kind, some]) => ({
      ...{ personId, kind, statements: some.map(said) },
      occasion: `${some[0]?.resultId} RESULT`,
    }));
  });
}

/** Where a student has one result that holds, and versions of it one after the other. */
const placeOf = ({ studentId, sectionId }: ResultTold): string => `${studentId} ${sectionId}`;

function said({ resultId, sectionId, studentId }: News): ResultTold {
  return { resultId, sectionId, studentId };
}
