import type { RoleName as Name } from '@learnova/schema/asks/users';
import { registerEnumType } from 'type-graphql';

export const RoleName = {
  ADMINISTRATOR: 'ADMINISTRATOR',
  REGISTRAR: 'REGISTRAR',
  BURSAR: 'BURSAR',
  HEAD_OF_DEPARTMENT: 'HEAD_OF_DEPARTMENT',
  TEACHER: 'TEACHER',
} as const satisfies Record<Name, Name>;
export type RoleName = Name;

registerEnumType(RoleName, {
  name: 'RoleName',
  description: 'What a member of staff does in an organization and in all below it.',
  valuesConfig: {
    ADMINISTRATOR: { description: 'Runs it: gives and ends roles, and does what a registrar does.' },
    REGISTRAR: { description: 'Keeps its records of people and guardianships.' },
    BURSAR: { description: 'Keeps the accounts of its students: fees, invoices and payments.' },
    HEAD_OF_DEPARTMENT: { description: 'Is answerable for its teaching, and sees what a registrar sees.' },
    TEACHER: { description: 'Teaches in it; what, and whom, the sections say.' },
  },
});
