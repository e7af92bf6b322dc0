import type { Fault } from './fault.ts';

const attendance = 'subgraphs/attendance/src';

/** Somebody sees or does what is not theirs. */
export const rightsFaults: readonly Fault[] = [
  {
    name: "a policy removed: everybody may read a student's attendance",
    edits: [
      {
        file: `${attendance}/subgraph.ts`,
        text: "'Student.attendance': seesAttendance,",
        instead: "'Student.attendance': async (_request, studentIds) => new Set(studentIds),",
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/student-attendance.api.test.ts',
        test: 'only those who follow a student read the list',
        says: '+       "attendance": Object {',
      },
      {
        file: 'tests/matrix/rights.test.ts',
        test: 'Student is shown to whom the table says, with nobody else in it',
        says: 'Student.attendance for guardian (other): + where the table says -',
      },
    ],
  },
  {
    name: "a policy removed: none stands at a student's attendance",
    edits: [
      { file: `${attendance}/subgraph.ts`, text: "'Student.attendance': seesAttendance,", instead: '' },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/student-attendance.api.test.ts',
        test: 'only those who follow a student read the list',
        says: 'attendance does not start: these doors have no policy:\n  Student.attendance',
      },
    ],
  },
  {
    name: 'a policy removed: whoever sees a register may write in it',
    edits: [
      {
        file: `${attendance}/register/register.policy.ts`,
        text: "permit(request, allowed, seen ? forbidden() : notFound('register'));",
        instead: "permit(request, seen, notFound('register'));",
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/correct-mark.api.test.ts',
        test: 'heads of department, guardians and students correct nothing; for others there is no register',
        says: 'Received: "NO_ERROR"',
      },
      {
        file: 'subgraphs/attendance/tests/submit-register.api.test.ts',
        test: 'who may see a register and not take it is told so; for everybody else there is none',
        says: 'Received: "NO_ERROR"',
      },
      {
        file: 'tests/matrix/commands.test.ts',
        test: 'correctMark is carried out for whom the table says, with nobody else in the answer',
        after: ['submitRegister is carried out for whom the table says, with nobody else in the answer'],
        says: 'correctMark by student (own): + where the table says F',
      },
    ],
  },
  {
    name: "a policy removed: whoever subscribes watches a student's marks",
    edits: [
      {
        file: `${attendance}/register/register.live.ts`,
        text: "    if (end === undefined) throw notFound('student');\n    return end;",
        instead: '    return end ?? null;',
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/register-live.api.test.ts',
        test: 'a student is watched by the student, guardians with access, own teachers and the office',
        says: '+   "status": "admitted"',
      },
    ],
  },
  {
    name: 'a guardian of one child sees the whole register of its class',
    edits: [
      {
        file: `${attendance}/register/register.policy.ts`,
        text: 'const limited = foreign.map((register) => limitedTo(register, (studentId) => followed.has(studentId)));',
        instead: 'const limited = foreign.filter(({ expected }) => expected.some((id) => followed.has(id)));',
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/register-sight.api.test.ts',
        test: 'a guardian sees the own children in it, never a classmate',
        says: '+   "roll": 3',
      },
      {
        file: 'tests/matrix/rights.test.ts',
        test: 'RegisterCounts is shown to whom the table says, with nobody else in it',
        says: 'RegisterCounts.absent for guardian (own): + where the table says -',
      },
    ],
  },
  {
    name: 'a guardian without access to records follows the child',
    edits: [
      {
        file: `${attendance}/person.ties.ts`,
        text: '.filter((c) => c.recordsAccess && wanted.has(c.studentId))',
        instead: '.filter((c) => wanted.has(c.studentId))',
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/register-sight.api.test.ts',
        test: 'a guardian without access to records, and one whose guardianship has ended, see nothing',
        says: '+   "students": Array [',
      },
      {
        file: 'tests/matrix/rights.test.ts',
        test: 'Student is shown to whom the table says, with nobody else in it',
        says: 'Student.attendance for kin (own): + where the table says F',
      },
    ],
  },
  {
    name: 'a guardianship still holds on the day on which it has ended',
    edits: [
      {
        file: 'subgraphs/users/src/guardianship/guardianship.reads.ts',
        text: '(to_day is null or to_day > today.day) as "holdsToday"',
        instead: '(to_day is null or to_day >= today.day) as "holdsToday"',
      },
    ],
    found: [
      {
        file: 'subgraphs/users/tests/guardianship.api.test.ts',
        test: 'the office ends a guardianship: the next read of the guardian shows nothing',
        says: 'Received: true',
      },
      {
        file: 'subgraphs/users/tests/standing.api.test.ts',
        test: 'the guardianships of today are told with their flags, and with the instant at which they end',
        says: '+     "guardianshipId"',
      },
    ],
  },
  {
    name: 'a former guardian still reads what was told about the child',
    edits: [
      {
        file: 'subgraphs/notifications/src/notification/notification.policy.ts',
        text: 'studentIds.some(mayKnow));',
        instead: 'studentIds.every((id) => mayKnow(id) || id !== null));',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/inbox.api.test.ts',
        test: 'is no way to what may no longer be seen',
        says: 'Received: "NO_ERROR"',
      },
      {
        file: 'tests/matrix/commands.test.ts',
        test: 'markNotificationRead is carried out for whom the table says, with nobody else in the answer',
        after: ['submitRegister is carried out for whom the table says, with nobody else in the answer'],
        says: 'markNotificationRead by former (own): + where the table says -',
      },
    ],
  },
];
