import { answer } from '@learnova/platform/ask/answer';
import { RoleHolders, Standing } from '@learnova/schema/asks/users';
import { roleHolders, standingOf } from './role.reads.ts';

export const standing = answer(Standing, (request, { personId, sessionId }) =>
  standingOf(request, personId, sessionId),
);

export const answerRoleHolders = answer(RoleHolders, (request, { organizationIds, roles }) =>
  roleHolders(request, organizationIds, roles),
);
