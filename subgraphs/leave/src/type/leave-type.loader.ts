import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { LeaveType } from './leave-type.entity.ts';

/** What a school calls its kinds of leave is no secret: who takes them is. */
export const leaveTypes = defineLoader<LeaveType>({
  type: 'LeaveType',
  load: (request, ids) => request.em.find(LeaveType, { id: { $in: [...ids] } }),
  visible: async (_request, types) => types,
});

/** Those of the organization and of all above it. @param path from the institution down to the organization itself */
export function leaveTypesOf(request: Request, path: readonly string[]): Promise<LeaveType[]> {
  return request.em.find(
    LeaveType,
    { organizationId: { $in: [...path] } },
    { orderBy: { audience: 'asc', name: 'asc', id: 'asc' } },
  );
}
