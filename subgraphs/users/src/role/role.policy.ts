import type { PersonActor } from '@learnova/platform/actor';
import { holdsRole, type Standing } from '@learnova/platform/request';
import type { RoleAssignmentRow } from './role.reads.ts';

type Assigned = Pick<RoleAssignmentRow, 'personId' | 'organizationId' | 'holdsToday'>;

/** Every role is given by an administrator of the organization or of one above it, and by nobody to themselves. */
export const mayAssignRole = (
  standing: Standing,
  actor: PersonActor,
  personId: string,
  organizationId: string,
): boolean =>
  administers(standing, organizationId) && personId !== actor.personId && personId !== actor.onBehalfOf;

export const mayEndRole = (standing: Standing, organizationId: string): boolean =>
  administers(standing, organizationId);

export const seesRole = (standing: Standing, personId: string, assigned: Assigned): boolean =>
  (assigned.personId === personId && assigned.holdsToday) || administers(standing, assigned.organizationId);

const administers = (standing: Standing, organizationId: string) =>
  holdsRole(standing, ['ADMINISTRATOR'], organizationId);
