import { newId } from '@learnova/platform/ids';
import { daysBetween } from '@learnova/platform/local-time';
import type { RoleName } from '@learnova/schema/asks/users';

export interface Role {
  readonly personId: string;
  readonly role: RoleName;
  readonly organizationId: string;
  readonly until: string | null;
}

export interface Tie {
  readonly guardianId: string;
  readonly studentId: string;
  readonly recordsAccess: boolean;
  readonly legal: boolean;
}

/** A school as users and academics know it. */
export interface Neighbourhood {
  readonly institution: string;
  readonly timeZone: string;
  readonly roles: readonly Role[];
  readonly ties: readonly Tie[];
  readonly teaching: readonly { staffId: string; studentId: string; organizationId: string }[];
  /** Who belongs to which organization, by their ids. */
  readonly students: ReadonlyMap<string, string>;
  readonly staff: ReadonlyMap<string, string>;
  readonly closed: ReadonlySet<string>;
  subtree(organizationId: string): string[];
  pathOf(organizationId: string): string[];
}

const guardianship = (tie: Tie) => ({
  ...{
    guardianshipId: newId(),
    notifyAttendance: true,
    priority: 1,
    from: '2020-01-01',
    to: null,
    until: null,
  },
  ...tie,
});

/** What the neighbours of leave answer; a test changes the school, and what is asked next sees the change. */
export const answersOf = (school: Neighbourhood) => ({
  'users.standing': ({ personId }: { personId: string }) => ({
    sessionEnded: false,
    roles: school.roles
      .filter((role) => role.personId === personId)
      .map((role) => ({ ...role, organizationIds: school.subtree(role.organizationId) })),
  }),
  'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
    organizationIds
      .filter((id) => school.subtree(school.institution).includes(id))
      .map((organizationId) => ({
        ...{ organizationId, name: 'Organization', timeZone: school.timeZone, locale: 'en' },
        ...{ path: school.pathOf(organizationId), subtree: school.subtree(organizationId) },
      })),
  'users.names': ({ personIds }: { personIds: string[] }) =>
    personIds.map((personId) => ({ personId, name: 'Somebody' })),
  'users.affiliations': ({ personIds }: { personIds: string[] }) =>
    personIds.flatMap((personId) => {
      const [studentOf, staffOf] = [
        school.students.get(personId) ?? null,
        school.staff.get(personId) ?? null,
      ];
      const hasLegalGuardian = school.ties.some((tie) => tie.studentId === personId && tie.legal);
      return studentOf || staffOf ? [{ personId, studentOf, staffOf, hasLegalGuardian }] : [];
    }),
  'users.role-holders': ({ organizationIds, roles }: { organizationIds: string[]; roles: RoleName[] }) =>
    organizationIds.flatMap((organizationId) =>
      school.roles
        .filter(({ role }) => roles.includes(role))
        .filter((held) => school.subtree(held.organizationId).includes(organizationId))
        .map(({ personId, role }) => ({ organizationId, personId, role })),
    ),
  'users.children-of': ({ guardianIds }: { guardianIds: string[] }) =>
    school.ties.filter(({ guardianId }) => guardianIds.includes(guardianId)).map(guardianship),
  'users.guardians-of': ({ studentIds }: { studentIds: string[] }) =>
    school.ties.filter(({ studentId }) => studentIds.includes(studentId)).map(guardianship),
  'academics.students-taught': ({ staffId }: { staffId: string }) =>
    school.teaching.filter((t) => t.staffId === staffId).map(({ studentId }) => ({ studentId, until: null })),
  'academics.teachers-of': ({ studentIds }: { studentIds: string[] }) =>
    school.teaching.filter(({ studentId }) => studentIds.includes(studentId)),
  'academics.teaching-places': (asked: { staffIds: string[]; organizationIds: string[] }) =>
    school.teaching.filter(
      (t) => asked.staffIds.includes(t.staffId) || asked.organizationIds.includes(t.organizationId),
    ),
  'academics.school-days': ({ from, to }: { from: string; to: string }) =>
    daysBetween(from, to).filter((day) => new Date(day).getUTCDay() % 6 !== 0 && !school.closed.has(day)),
});
