import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

export const seen =
  'Seen by the student, by the guardians who pay for the student now, and by who keeps the accounts of an organization that has ' +
  'invoiced the student or where the student is now: these see the part of it.';

/** Never a row: it is what the ledger says of a student. */
@ObjectType({ description: `What is charged to a student and paid, whoever pays. ${seen}` })
@Directive('@key(fields: "id")')
export class StudentAccount {
  @Field(() => UUID, { description: `The student's id. ${seen}` })
  id!: string;

  /** The organizations whose part of it is shown; null for all of it. */
  organizationIds!: readonly string[] | null;
}
