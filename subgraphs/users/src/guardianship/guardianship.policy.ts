import { holdsRole, type Standing } from '@learnova/platform/request';
import type { OwnViewpoint } from '../person/viewpoint.ts';
import type { GuardianshipRow } from './guardianship.reads.ts';

type Who = Pick<OwnViewpoint, 'personId' | 'office'>;

export const seesGuardianship = (who: Who, guardianship: GuardianshipRow): boolean =>
  (who.personId === guardianship.guardianId && guardianship.holdsToday) ||
  who.office.has(guardianship.organizationId);

/** The registry records guardianships in its own schools, but nobody makes a guardian of themselves. */
export const mayRecordGuardianship = (
  standing: Standing,
  personId: string,
  guardianId: string,
  school: string,
): boolean => mayEndGuardianship(standing, school) && personId !== guardianId;

export const mayEndGuardianship = (standing: Standing, school: string): boolean =>
  holdsRole(standing, ['ADMINISTRATOR', 'REGISTRAR'], school);
