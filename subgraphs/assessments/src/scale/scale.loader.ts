import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { GradingScale } from './grading-scale.entity.ts';

/** Scales by id. How a school grades is no secret of anybody: what somebody was graded is. */
export const gradingScales = defineLoader<GradingScale>({
  type: 'GradingScale',
  load: (request, ids) => request.em.find(GradingScale, { id: { $in: [...ids] } }),
  visible: async (_request, rows) => rows,
});

/** The scales of organizations, by title. */
export function gradingScalesOf(
  request: Request,
  organizationIds: readonly string[],
): Promise<GradingScale[]> {
  return request.em.find(
    GradingScale,
    { organizationId: { $in: [...organizationIds] } },
    { orderBy: { title: 'asc', id: 'asc' } },
  );
}
