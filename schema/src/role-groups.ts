import type { RoleName } from './asks/users.ts';

/** Who oversees an organization and all below it: sees its people and its registers, and runs its timetable. */
export const overseers: readonly RoleName[] = ['ADMINISTRATOR', 'REGISTRAR', 'HEAD_OF_DEPARTMENT'];

/** Who keeps its records: of people, and the last word in its registers. */
export const registry: readonly RoleName[] = ['ADMINISTRATOR', 'REGISTRAR'];

/** Who keeps the accounts of its students: fees, invoices, payments. */
export const bursary: readonly RoleName[] = ['ADMINISTRATOR', 'BURSAR'];

/** Who knows the people of an organization and all below it: students, their guardians, and who pays. */
export const acquainted: readonly RoleName[] = [...overseers, 'BURSAR'];
