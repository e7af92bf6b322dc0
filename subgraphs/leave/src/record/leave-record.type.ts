import { ObjectType } from 'type-graphql';
import { LeaveAudience } from '../type/leave-audience.enum.ts';

export const seen =
  "Seen by the person, guardians with access to the student's records, who teaches the student now, the heads of departments in " +
  'which the member of staff teaches now, and by registrars and administrators of the organization.';

@ObjectType({ description: `A person's leave, as a student or as a member of staff. ${seen}` })
export class LeaveRecord {
  personId!: string;

  audience!: LeaveAudience;
}
