import type { RoleName } from '@learnova/schema/asks/users';

/** Who sees the people of an organization and of all below it. */
export const officeRoles: readonly RoleName[] = ['ADMINISTRATOR', 'REGISTRAR', 'HEAD_OF_DEPARTMENT'];

/** Who keeps its records of people. */
export const registryRoles: readonly RoleName[] = ['ADMINISTRATOR', 'REGISTRAR'];
