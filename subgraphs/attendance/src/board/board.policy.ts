import type { VisibleKeys } from '@learnova/platform/policy';
import { holdsRole } from '@learnova/platform/request';
import { overseers } from '@learnova/schema/role-groups';

/** Who holds an overseeing role in the organization or above it. */
export const seesBoard: VisibleKeys = async (request, organizationIds) => {
  const standing = await request.standing();
  return new Set(organizationIds.filter((id) => holdsRole(standing, overseers, id)));
};
