import { holdsRole, type Standing } from '@learnova/platform/request';

/** The tree is kept by the administrators of an organization, or of one above it: they make what stands below, and name it. */
export const mayKeepOrganization = (standing: Standing, organizationId: string): boolean =>
  holdsRole(standing, ['ADMINISTRATOR'], organizationId);
