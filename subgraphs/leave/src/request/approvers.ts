import type { Request } from '@learnova/platform/request';
import { TeachersOf, TeachingPlaces } from '@learnova/schema/asks/academics';
import { GuardiansOf, RoleHolders } from '@learnova/schema/asks/users';
import { registry } from '@learnova/schema/role-groups';
import type { LeaveRequest } from './leave-request.entity.ts';

type Asked = Pick<LeaveRequest, 'id' | 'personId' | 'audience' | 'organizationId' | 'requestedBy'>;

/**
 * Who may decide upon these requests now, by request: whom `mayDecideAs` admits, found from the other side. For telling them and
 * for their live queue; the right itself is asked for again when they decide. Four questions, however many requests.
 */
export async function approversOf(
  request: Request,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = (of: readonly Asked[]) => [...new Set(of.map(({ personId }) => personId))].sort();
  const studentIds = ids(asked.filter(({ audience }) => audience === 'STUDENT'));
  const staffIds = ids(asked.filter(({ audience }) => audience === 'STAFF'));
  const [teachers, guardians, places] = await Promise.all([
    studentIds.length > 0 ? request.ask(TeachersOf, { studentIds }) : [],
    studentIds.length > 0 ? request.ask(GuardiansOf, { studentIds }) : [],
    staffIds.length > 0 ? request.ask(TeachingPlaces, { staffIds, organizationIds: [] }) : [],
  ]);
  const organizationIds = [
    ...new Set([...asked, ...places].map(({ organizationId }) => organizationId)),
  ].sort();
  const roles = [...registry, 'HEAD_OF_DEPARTMENT' as const];
  const holders =
    organizationIds.length > 0 ? await request.ask(RoleHolders, { organizationIds, roles }) : [];

  const headsOf = (personId: string) => {
    const departments = places.filter((p) => p.staffId === personId).map((p) => p.organizationId);
    return holders.filter((h) => h.role === 'HEAD_OF_DEPARTMENT' && departments.includes(h.organizationId));
  };
  const officeOf = (organizationId: string) =>
    holders.filter((h) => h.role !== 'HEAD_OF_DEPARTMENT' && h.organizationId === organizationId);
  return new Map(
    asked.map(({ id, personId, audience, organizationId, requestedBy }) => {
      const parties = guardians.filter((g) => g.studentId === personId).map((g) => g.guardianId);
      const near =
        audience === 'STUDENT'
          ? teachers.filter((t) => t.studentId === personId).map((t) => t.staffId)
          : headsOf(personId).map((h) => h.personId);
      const all = new Set([...near, ...officeOf(organizationId).map((h) => h.personId)]);
      for (const party of [personId, requestedBy, ...parties]) all.delete(party);
      return [id, [...all].sort()] as const;
    }),
  );
}
