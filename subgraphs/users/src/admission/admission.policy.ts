import { holdsRole, type Standing } from '@learnova/platform/request';
import { registry } from '@learnova/schema/role-groups';

/** Whom a school admits and employs is written down by its registry: its administrators and registrars, and those above it. */
export const mayAdmit = (standing: Standing, organizationId: string): boolean =>
  holdsRole(standing, registry, organizationId);
