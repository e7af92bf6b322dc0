import type { Fault } from './fault.ts';

const code = 'subgraphs/attendance/src/code';
const file = 'subgraphs/attendance/tests/set-codes.api.test.ts';

/** A school's words for attendance change what has been said with them, or are lost. */
export const codeFaults: readonly Fault[] = [
  {
    name: 'codes: a sign that marks bear counts as something else from now on',
    edits: [{ file: `${code}/code-set.rules.ts`, text: 'row.category !== one.category ||', instead: '' }],
    found: [
      {
        file,
        test: 'a set with which no register could be taken, or which would change what marks mean, is refused whole',
        says: '"code": "P"',
      },
    ],
  },
  {
    name: 'codes: what was taken out of use may be given all the same',
    edits: [
      {
        file: `${code}/code.rules.ts`,
        text: 'codes.filter(({ retiredAt }) => retiredAt === null)',
        instead: 'codes',
      },
    ],
    found: [
      {
        file,
        test: 'a register is taken with the codes in force; what a mark has said before, it says still',
        says: 'Received has value: undefined',
      },
    ],
  },
  {
    name: 'codes: of two who set them the later one wins unasked',
    edits: [
      {
        file: `${code}/set-codes.mutation.ts`,
        text: 'if (!isSame(input.expectedCodeIds, before)) throw codesChanged();',
        instead: 'isSame(input.expectedCodeIds, before); codesChanged();',
      },
    ],
    found: [
      {
        file,
        test: 'of two who set the codes at once, one is told that they have changed',
        says: 'ATTENDANCE_CODES_CHANGED',
      },
    ],
  },
];
