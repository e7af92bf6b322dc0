import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type News, type ResultTold, toFamilies } from '../src/result/result.rules.ts';

const [students, sections, guardians] = [
  ['ada', 'alan'],
  ['a', 'b', 'c'],
  ['mother', 'father'],
];

/** One version of what a student has in a section. */
const version = fc.record({
  studentId: fc.constantFrom(...students),
  sectionId: fc.constantFrom(...sections),
  version: fc.integer({ min: 1, max: 3 }),
});
const guardianship = fc.record({
  guardianId: fc.constantFrom(...guardians),
  studentId: fc.constantFrom(...students),
});
/** What waits at one hour, and who has access then. */
const hour = fc.record({
  news: fc.uniqueArray(version, { maxLength: 6, selector: (one) => JSON.stringify(one) }),
  access: fc.array(guardianship, { maxLength: 4 }),
});

type Said = readonly [personId: string, kind: string, resultId: string];

describe('What families are told of results', () => {
  it('is each version once a person, as an amendment only of what they know, and one message of a kind at a time', () => {
    fc.assert(
      fc.property(fc.array(hour, { maxLength: 6 }), (hours) => {
        const inboxes = new Map<string, ResultTold[]>();
        const [said, expected]: [Said[], Said[]] = [[], []];
        for (const { news, access } of hours) {
          const waiting = news.map((one): News => {
            const { studentId, sectionId, version } = one;
            return { studentId, sectionId, resultId: Object.values(one).join(), isAmendment: version > 1 };
          });
          expected.push(...plainly(waiting, access, expected));
          const tellings = toFamilies(waiting, access, (personId) => inboxes.get(personId) ?? []);
          const messages = tellings.map(({ personId, kind }) => `${personId} ${kind}`);
          expect(new Set(messages).size).toBe(messages.length);
          for (const { personId, kind, statements } of tellings) {
            const told = statements as readonly ResultTold[];
            inboxes.set(personId, [...(inboxes.get(personId) ?? []), ...told]);
            said.push(...told.map(({ resultId }): Said => [personId, kind, resultId]));
          }
        }
        expect(said.map(String).toSorted()).toEqual(expected.map(String).toSorted());
      }),
    );
  });
});

/** Person by person and result by result, from the list of all that was said. */
function plainly(
  waiting: readonly News[],
  access: readonly { guardianId: string; studentId: string }[],
  before: readonly Said[],
): Said[] {
  const said: Said[] = [];
  for (const personId of [...students, ...guardians]) {
    for (const { studentId, sectionId, resultId, isAmendment } of waiting) {
      const isConcerned =
        personId === studentId ||
        access.some((one) => one.guardianId === personId && one.studentId === studentId);
      const heard = before.filter(([who]) => who === personId).map(([, , id]) => id);
      if (!isConcerned || heard.includes(resultId)) continue;
      const knows = heard.some((id) => id.startsWith(`${studentId},${sectionId},`));
      said.push([personId, isAmendment && knows ? 'RESULT_AMENDED' : 'RESULT_PUBLISHED', resultId]);
    }
  }
  return said;
}
