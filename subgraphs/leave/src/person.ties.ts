import { person } from '@learnova/platform/actor';
import { organizationsOf, type Request, roleEnd } from '@learnova/platform/request';
import { StudentsTaught, TeachingPlaces } from '@learnova/schema/asks/academics';
import { ChildrenOf } from '@learnova/schema/asks/users';
import { registry } from '@learnova/schema/role-groups';
import type { Subject, Viewpoint } from './leave.policy.ts';

/** A viewpoint, and when what it says of somebody ends. */
export interface Ties extends Viewpoint {
  /** Null where it does not end, or where no end is known beforehand. */
  endOf(subject: Subject): Date | null;
}

/** Where the person who asks stands; found out once a request, and forgotten with it. */
export function tiesOf(request: Request): Promise<Ties> {
  return request.remember(tiesOf, () => findOut(request));
}

async function findOut(request: Request): Promise<Ties> {
  const { personId } = person(request);
  const standing = await request.standing();
  const headed = [...organizationsOf(standing, ['HEAD_OF_DEPARTMENT'])].sort();
  const [guarded, taught, places] = await Promise.all([
    request.ask(ChildrenOf, { guardianIds: [personId] }),
    // Nobody teaches who holds no role today.
    standing.roles.length > 0 ? request.ask(StudentsTaught, { staffId: personId }) : [],
    headed.length > 0 ? request.ask(TeachingPlaces, { staffIds: [], organizationIds: headed }) : [],
  ]);
  const children = new Map(guarded.filter((g) => g.recordsAccess).map((g) => [g.studentId, dateOf(g.until)]));
  const pupils = new Map(taught.map((t) => [t.studentId, dateOf(t.until)]));
  return {
    personId,
    wards: new Set(guarded.map(({ studentId }) => studentId)),
    children: new Set(children.keys()),
    pupils: new Set(pupils.keys()),
    managed: new Set(places.map(({ staffId }) => staffId)),
    office: organizationsOf(standing, registry),
    endOf: (subject) =>
      subject.personId === personId
        ? null
        : (children.get(subject.personId) ??
          roleEnd(standing, registry, subject.organizationId) ??
          pupils.get(subject.personId) ??
          null),
  };
}

const dateOf = (until: string | null): Date | null => (until === null ? null : new Date(until));
