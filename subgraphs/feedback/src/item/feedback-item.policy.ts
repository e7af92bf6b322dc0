import { person } from '@learnova/platform/actor';
import { holdsRole, type Request } from '@learnova/platform/request';
import { SchoolsOf } from '@learnova/schema/asks/academics';
import { ChildrenOf, Organizations } from '@learnova/schema/asks/users';
import { overseers } from '@learnova/schema/role-groups';
import type { FeedbackItem } from './feedback-item.entity.ts';

/** Whether somebody hears feedback for the school: oversees the organization that it was given to. */
export async function hears(request: Request, { organizationId }: Pick<FeedbackItem, 'organizationId'>) {
  return holdsRole(await request.standing(), overseers, organizationId);
}

export function gave(request: Request, { authorId }: Pick<FeedbackItem, 'authorId'>): boolean {
  return person(request).personId === authorId;
}

/**
 * Whether somebody belongs to an organization, and so may tell it something: has a role in it, above or below it; is a student
 * there now; or is guardian now of one who is.
 */
export async function belongsTo(request: Request, path: readonly string[]): Promise<boolean> {
  const { personId } = person(request);
  const [standing, children] = await Promise.all([
    request.standing(),
    request.ask(ChildrenOf, { guardianIds: [personId] }),
  ]);
  const organizationId = path.at(-1) ?? '';
  if (standing.roles.some((role) => role.organizationIds.includes(organizationId))) return true;
  const studentIds = [...new Set([personId, ...children.map(({ studentId }) => studentId)])].sort();
  const schools = await request.ask(SchoolsOf, { studentIds });
  const own = [...schools.map((s) => s.organizationId), ...standing.roles.map((r) => r.organizationId)];
  return isAround(request, [...new Set(own)].sort(), organizationId);
}

/** Whether one of these organizations is the other, or stands above or below it. */
async function isAround(
  request: Request,
  organizationIds: readonly string[],
  other: string,
): Promise<boolean> {
  if (organizationIds.length === 0) return false;
  const places = await request.ask(Organizations, { organizationIds: [...organizationIds] });
  return places.some(({ path, subtree }) => path.includes(other) || subtree.includes(other));
}
