import { person } from '@learnova/platform/actor';
import { defineLoader } from '@learnova/platform/loader';
import { seesRole } from './role.policy.ts';
import { type RoleAssignmentRow, rolesById } from './role.reads.ts';

export const roleLoader = defineLoader<RoleAssignmentRow>({
  type: 'RoleAssignment',
  load: rolesById,
  visible: async (request, rows) => {
    const { personId } = person(request);
    const standing = await request.standing();
    return rows.filter((row) => seesRole(standing, personId, row));
  },
});
