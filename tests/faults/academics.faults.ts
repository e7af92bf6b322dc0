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
    name: 'structure: a term is cut short though lessons and students are in what is cut off',
    edits: [
      {
        file: `${academics}/session/session.rules.ts`,
        text: 'held !== null && after.to < before.to && held.to > after.to',
        instead: 'held !== null && after.to < before.to && held.from > after.to',
      },
    ],
    found: [
      {
        file: `${tests}/session.rules.test.ts`,
        test: 'new days of a session lose no day of what lies in it, and touch nothing that is over',
        says: 'Received: null',
      },
      {
        file: `${tests}/session.api.test.ts`,
        test: 'leave no lesson, enrollment, teacher, school day or term outside',
        after: ['are given to a session once, and told to whoever asks academics'],
        says: 'toBeNull',
      },
    ],
  },
  {
    name: 'structure: a school is closed on a day on which something meets',
    edits: [
      {
        file: `${academics}/session/set-school-days.resolver.ts`,
        text: '        if (!input.isSchoolDay) checkNothingMeets(await meetingsOnClosed(request, place, dates));\n',
        instead: '',
      },
    ],
    found: [
      {
        file: `${tests}/school-days.api.test.ts`,
        test: 'are not closed while something meets on them, unless it is where another calendar speaks',
        says: 'toBeNull',
      },
    ],
  },
  {
    name: 'structure: whoever is a teacher anywhere may be made one of any section',
    edits: [
      {
        file: `${academics}/section-staff/assign-staff.resolver.ts`,
        text: 'asTeacher: roles.filter(({ organizationIds }) => organizationIds.includes(organizationId))',
        instead: 'asTeacher: roles',
      },
    ],
    found: [
      {
        file: `${tests}/section-staff.api.test.ts`,
        test: 'is a teacher there on all of these days, in its term, and once',
        says: 'toBeNull',
      },
    ],
  },
  {
    name: 'structure: a teacher who is assigned to a section is not booked for its lessons',
    edits: [
      {
        file: `${academics}/section-staff/assign-staff.resolver.ts`,
        text: 'request.em.persist([assignment, ...held]);',
        instead: 'request.em.persist([assignment, ...held.slice(0, 0)]);',
      },
    ],
    found: [
      {
        file: `${tests}/section-staff.api.test.ts`,
        test: 'is said once, by who manages it, and the teacher sees it, its students and its lessons from then on',
        says: '-   "2026-03-11"',
      },
    ],
  },
  {
    name: 'structure: a section is closed with students in it',
    edits: [
      {
        file: `${academics}/section/section.rules.ts`,
        text: 'if (students + teachers + meetings === 0) return;',
        instead: 'if (teachers + meetings === 0) return;',
      },
    ],
    found: [
      {
        file: `${tests}/section.api.test.ts`,
        test: 'is not closed and filled at once',
        says: 'toHaveLength',
      },
    ],
  },
  {
    name: 'a policy removed: everybody may list the courses of an organization',
    edits: [
      {
        file: `${academics}/subgraph.ts`,
        text: "'Organization.courses': seesOffersOf,",
        instead: "'Organization.courses': async (_request, organizationIds) => new Set(organizationIds),",
      },
    ],
    found: [
      {
        file: `${tests}/course.api.test.ts`,
        test: 'is made once, by who keeps the records of its organization, and listed where sections may be of it',
        says: 'BIO-7',
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
