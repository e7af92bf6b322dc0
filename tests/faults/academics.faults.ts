import type { Fault } from './fault.ts';

const academics = 'subgraphs/academics/src';
const tests = 'subgraphs/academics/tests';

/** A student counts as what they are not, or is shown to whom it is no business of. */
export const academicsFaults: readonly Fault[] = [
  {
    name: 'programs: who has left a program is still charged for it',
    edits: [
      {
        file: `${academics}/enrollment/cohort.asks.ts`,
        text: "            .where(holds('program_enrollment', day)),\n",
        instead: '',
      },
    ],
    found: [
      {
        file: `${tests}/program.api.test.ts`,
        test: 'of a cohort are those alone who are in its program on that day',
        says: 'not.toContain',
      },
    ],
  },
  {
    name: "a policy removed: everybody may list a student's programs",
    edits: [
      {
        file: `${academics}/subgraph.ts`,
        text: "'Student.programEnrollments': seesEnrollmentsOf,",
        instead: "'Student.programEnrollments': async (_request, studentIds) => new Set(studentIds),",
      },
    ],
    found: [
      {
        file: `${tests}/program-enrollment.api.test.ts`,
        test: 'are refused to everybody else, also to a guardian without access to records',
        says: '+     "Bilingual branch"',
      },
    ],
  },
  {
    name: 'a student whom another school has admitted is enrolled by who keeps this one',
    edits: [
      {
        file: `${academics}/enrollment/school.facts.ts`,
        text: 'studentOf !== null && kept.has(studentOf)',
        instead: 'studentOf !== null || kept.size === 0',
      },
    ],
    found: [
      {
        file: `${tests}/school-enrollment.api.test.ts`,
        test: 'are refused to who does not keep the school, and where they are nobody of it',
        says: '+   "code": "NO_ERROR",',
      },
    ],
  },
  {
    name: 'a student leaves a school and stands in its rolls still',
    edits: [
      {
        file: `${academics}/enrollment/school-enrollment.rules.ts`,
        text: 'if (inSections.length + inPrograms.length > 0) {',
        instead: 'if (inPrograms.length > 0) {',
      },
    ],
    found: [
      {
        file: `${tests}/school-enrollment.rules.test.ts`,
        test: 'a student leaves exactly when nothing of the school goes on, day by day, without a school that allows it',
        says: 'Counterexample',
      },
    ],
  },
];
