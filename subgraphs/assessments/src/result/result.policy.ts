import { permit } from '@learnova/platform/policy';
import { forbidden } from '@learnova/platform/refusal';
import { holdsRole, type Request } from '@learnova/platform/request';
import { registry } from '@learnova/schema/role-groups';
import { visibleGradebooks } from '../gradebook/gradebook.policy.ts';
import { studentsOfFamily } from '../person.ties.ts';
import type { FoundResult } from './result.reads.ts';

/**
 * A result is seen by whoever sees the gradebook of its section, at any time and in each version; by the student and their guardians
 * with access only as the one that holds, from its instant on.
 */
export async function visibleResults(request: Request, rows: readonly FoundResult[]): Promise<FoundResult[]> {
  const books = new Map(rows.map(({ sectionId: id, organizationId }) => [id, { id, organizationId }]));
  const seen = await visibleGradebooks(request, [...books.values()]);
  const staffOf = new Set(seen.map(({ id }) => id));
  const family = await studentsOfFamily(request);
  for (const row of rows) row.sight = staffOf.has(row.sectionId) ? 'STAFF' : 'FAMILY';
  return rows.filter(
    ({ sight, isCurrent, studentId }) => sight === 'STAFF' || (isCurrent && family.has(studentId)),
  );
}

/** The beat "may": what becomes of results is for the office. Who gets here sees the organization's results. */
export async function permitPublishing(request: Request, organizationId: string): Promise<void> {
  const isOffice = holdsRole(await request.standing(), registry, organizationId);
  permit(request, isOffice, forbidden('Results are published by the office. Ask the office of the school.'));
}
