import { publish } from '@learnova/platform/commit';
import { forbidden } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { RoleChanged } from '@learnova/schema/events/users';
import type { RoleAssignment } from './role-assignment.entity.ts';

/** The one event of a command on a role, of the version that it makes. */
export function tellChange(
  request: Request,
  { id, personId, organizationId, from, to }: RoleAssignment,
  version: number,
  now: Date,
): void {
  const payload = { roleAssignmentId: id, personId, organizationId, from, to };
  publish(request, RoleChanged, { aggregateId: id, version, organizationId, payload }, now);
}

export const notByYou = () =>
  forbidden('Roles are given and ended by an administrator, and nobody gives one to themselves.');
