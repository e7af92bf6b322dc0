import { randomUUID } from 'node:crypto';
import { unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';

/** Somebody new, who is nobody of the small school. */
const somebody = ({ role, which }: Try, what: string) => ({
  ...{ name: `${what} of ${role}`, email: `${what}-${role}-${which}@new.example` },
});
/** Where people are admitted: a school, also for who runs what stands above it. */
const schoolOf = ({ scene, organization }: Try) =>
  organization === scene.school.ids.institution ? scene.school.ids.school : organization;
/** What this role has made, or what the small school has of a student. */
const enrollmentOf = ({ scene, student }: Try, made: string | undefined) =>
  made ?? scene.school.school.schoolEnrollments.find((e) => e.studentId === student)?.id ?? unknownId;
const personOf = ({ which, viewer, person }: Try) =>
  which === 'self' ? viewer : which === 'none' ? unknownId : person;
/** A student whom the role has written down, in place of one without whom the small school would be another. */
const newcomerOf = (t: Try) => (t.which === 'own' && t.made.get(`createStudent ${t.role}`)) || personOf(t);
const key = () => ({ idempotencyKey: randomUUID() });

/** Every mutation that makes or changes organizations and people, in an order in which the later ones find what the earlier ones made. */
export const peopleCommands: readonly Command[] = [
  {
    name: 'createOrganization',
    selection: 'organization { id name kind version parent { id } }',
    makes: ({ organization }) => organization?.id,
    input: ({ organization: parentId, role, which }) => ({
      ...{ parentId, kind: 'SCHOOL', name: `New ${role} ${which}`, ...key() },
    }),
  },
  {
    name: 'changeOrganization',
    selection: 'organization { id name version }',
    // What stands keeps its name, by which others are told apart; what is new is given another.
    input: ({ which, organization, role, made }) => {
      const organizationId = (which === 'own' && made.get(`createOrganization ${role}`)) || organization;
      return { organizationId, name: `Renamed ${role} ${which}`, expectedVersion: 1, ...key() };
    },
  },
  {
    name: 'createStudent',
    selection: 'student { id number person { id name email } organization { id } }',
    makes: ({ student }) => student?.id,
    input: (t) => ({
      organizationId: schoolOf(t),
      number: `New ${t.role} ${t.which}`,
      ...{ person: somebody(t, 'student'), ...key() },
    }),
  },
  {
    name: 'importStudents',
    selection: 'students { id number person { id name email } }',
    input: (t) => ({
      organizationId: schoolOf(t),
      students: ['first', 'second'].map((n) => ({
        number: `${n} ${t.role} ${t.which}`,
        person: somebody(t, n),
      })),
      ...key(),
    }),
  },
  {
    name: 'createStaff',
    selection: 'staff { id person { id name email } }',
    makes: ({ staff }) => staff?.id,
    input: (t) => ({ organizationId: schoolOf(t), person: somebody(t, 'staff'), ...key() }),
  },
  {
    name: 'createGuardian',
    selection: 'guardian { id person { id name } } guardianship { id student { id } }',
    input: (t) => ({
      ...{ studentId: t.student, person: somebody(t, 'guardian') },
      ...{ livesWith: false, legal: false, pays: false, recordsAccess: false, notifyAttendance: false },
      ...{ priority: 4, from: '2026-01-05', ...key() },
    }),
  },
  {
    name: 'enrollInSchool',
    makes: ({ schoolEnrollments }) => (schoolEnrollments as unknown as { id: string }[] | undefined)?.[0]?.id,
    selection: 'schoolEnrollments { id version student { id } organization { id } }',
    input: (t) => ({
      organizationId: schoolOf(t),
      studentIds: [t.made.get(`createStudent ${t.role}`) ?? t.student],
      ...{ grade: '7', from: '2026-01-05', ...key() },
    }),
  },
  {
    name: 'endSchoolEnrollment',
    selection: 'schoolEnrollment { id to student { id } }',
    // From the day on which an earlier year ended: whoever is in sections still would have to leave these first.
    input: (t) => ({
      schoolEnrollmentId: enrollmentOf(
        t,
        t.which === 'own' ? t.made.get(`enrollInSchool ${t.role}`) : undefined,
      ),
      ...{ to: '2026-01-06', expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'changePerson',
    selection: 'person { id name version }',
    // What they are called already, by which they are told apart.
    input: (t) => {
      const personId = personOf(t);
      const { name } = t.scene.school.school.people.find(({ id }) => id === personId) ?? {};
      return { personId, name, expectedVersion: 1, ...key() };
    },
  },
  {
    name: 'deactivatePerson',
    selection: 'person { id deactivatedAt }',
    input: (t) => ({ personId: newcomerOf(t), expectedVersion: 1, ...key() }),
  },
  {
    name: 'reactivatePerson',
    selection: 'person { id version }',
    input: (t) => ({ personId: newcomerOf(t), expectedVersion: 2, ...key() }),
  },
];
