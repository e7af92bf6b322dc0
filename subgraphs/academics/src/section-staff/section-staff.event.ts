import { publish } from '@learnova/platform/commit';
import type { Request } from '@learnova/platform/request';
import { SectionStaffChanged } from '@learnova/schema/events/academics';
import type { SectionStaff } from './section-staff.entity.ts';

/** Tells that somebody begins or ceases to teach. `version` is the one that the flush will give the assignment. */
export function tellAssignment(
  request: Request,
  assignment: SectionStaff,
  { version, organizationId }: { readonly version: number; readonly organizationId: string },
  now: Date,
): void {
  const { id, sectionId, staffId, from, to } = assignment;
  const payload = { sectionStaffId: id, sectionId, staffId, from, to };
  publish(request, SectionStaffChanged, { aggregateId: id, version, organizationId, payload }, now);
}
