import { answer } from '@learnova/platform/ask/answer';
import { RoleHolders, RolesHeld, Standing } from '@learnova/schema/asks/users';
import { roleHolders, rolesHeld, standingOf } from './role.reads.ts';

export const standing = answer(Standing, (request, { personId, sessionId }) =>
  standingOf(request, personId, sessionId),
);

export const answerRoleHolders = answer(RoleHolders, (request, { organizationIds, roles }) =>
  roleHolders(request, organizationIds, roles),
);

export const answerRolesHeld = answer(RolesHeld, (request, { personIds, roles }) =>
  rolesHeld(request, personIds, roles),
);
