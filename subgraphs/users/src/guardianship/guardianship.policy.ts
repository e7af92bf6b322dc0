import type { PersonActor } from '@learnova/platform/actor';
import { holdsRole, type Standing } from '@learnova/platform/request';
import { registry } from '@learnova/schema/role-groups';
import type { OwnViewpoint } from '../person/viewpoint.ts';
import type { GuardianshipRow } from './guardianship.reads.ts';

type Who = Pick<OwnViewpoint, 'personId' | 'office'>;

export const seesGuardianship = (who: Who, guardianship: GuardianshipRow): boolean =>
  (who.personId === guardianship.guardianId && guardianship.holdsToday) ||
  who.office.has(guardianship.organizationId);

/** The registry records guardianships in its own schools, but nobody makes a guardian of themselves. */
export const mayRecordGuardianship = (
  standing: Standing,
  actor: PersonActor,
  guardianId: string,
  school: string,
): boolean =>
  isRegistry(standing, school) && guardianId !== actor.personId && guardianId !== actor.onBehalfOf;

export const mayEndGuardianship = (standing: Standing, school: string): boolean =>
  isRegistry(standing, school);

const isRegistry = (standing: Standing, school: string) => holdsRole(standing, registry, school);
