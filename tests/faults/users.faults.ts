import type { Fault } from './fault.ts';

const users = 'subgraphs/users/src';
const tests = 'subgraphs/users/tests';

/** Somebody comes in, goes out or is called otherwise by whom it is no business of. */
export const usersFaults: readonly Fault[] = [
  {
    name: 'a policy removed: whoever sees a school writes students down',
    edits: [
      {
        file: `${users}/admission/create-student.resolver.ts`,
        text: 'permit(request, mayAdmit(await request.standing(), organizationId), notByYou());',
        instead: 'permit(request, (await request.standing()) !== null, notByYou());',
      },
    ],
    found: [
      {
        file: `${tests}/admission.api.test.ts`,
        test: 'only the registry of the school writes anybody down',
        says: '+   1,',
      },
    ],
  },
  {
    name: "a registrar gives an administrator's sign-in another e-mail",
    edits: [
      {
        file: `${users}/keeping/keeping.policy.ts`,
        text: "(role === 'TEACHER' && who.registry.has(organizationId)),",
        instead: "(role !== 'BURSAR' && who.registry.has(organizationId)),",
      },
    ],
    found: [
      {
        file: `${tests}/keeping.api.test.ts`,
        test: 'the e-mail of an administrator is none that a registrar could sign in with',
        says: '+   "NO_ERROR",',
      },
      {
        file: `${tests}/deactivation.api.test.ts`,
        test: 'a registrar deactivates no administrator, and nobody themselves',
        says: '+   "NO_ERROR",',
      },
    ],
  },
  {
    name: 'the registry of one school gives the e-mail of a guardian that opens another school',
    edits: [
      {
        file: `${users}/keeping/keeping.policy.ts`,
        text: 'schoolsOf(person).every((school) => who.registry.has(school)) &&',
        instead: 'schoolsOf(person).length > 0 &&',
      },
    ],
    found: [
      {
        file: `${tests}/keeping.api.test.ts`,
        test: 'the e-mail of a guardian in two schools opens both, and is kept by who is above both',
        says: 'Received: "NO_ERROR"',
      },
    ],
  },
  {
    name: 'who has left still signs in',
    edits: [
      {
        file: `${users}/sign-in/sign-in.reads.ts`,
        text: "    .where('person.deactivated_at', 'is', null)\n",
        instead: '',
      },
    ],
    found: [
      {
        file: `${tests}/deactivation.api.test.ts`,
        test: 'the right password of who has left is answered exactly like a wrong one',
        says: 'Received: undefined',
      },
    ],
  },
  {
    name: 'a sign-in that was being answered outlives that the person has left',
    edits: [
      {
        file: `${users}/role/role.reads.ts`,
        text: 's.ended_at is null and p.deactivated_at is null',
        instead: 's.ended_at is null',
      },
    ],
    found: [
      {
        file: `${tests}/deactivation.api.test.ts`,
        test: 'who comes back signs in with the password that they had, and no old session comes to life',
        says: 'Received: false',
      },
    ],
  },
  {
    name: 'an administrator who may not sign in counts as one',
    edits: [
      {
        file: `${users}/role/role.reads.ts`,
        text: 'where p.id = r.person_id and p.deactivated_at is null)`',
        instead: 'where p.id = r.person_id)`',
      },
    ],
    found: [
      {
        file: `${tests}/deactivation.api.test.ts`,
        test: 'the institution keeps an administrator who may sign in',
        says: 'Received: "NO_ERROR"',
      },
    ],
  },
  {
    name: 'of an import is written down what can be',
    edits: [
      {
        file: `${users}/admission/import-students.rules.ts`,
        text: 'if (faults.length > 0) throw',
        instead: 'if (attempts.every((attempt) => attempt.decided === null)) throw',
      },
    ],
    found: [
      {
        file: `${tests}/import-students.api.test.ts`,
        test: 'every fault of every row is told at once, and nobody is written down',
        says: '+   "NO_ERROR",',
      },
      {
        file: `${tests}/import-students.rules.test.ts`,
        test: 'an import tells each place that cannot be, once, and decides upon all rows where there is none',
        says: 'Counterexample',
      },
    ],
  },
];
