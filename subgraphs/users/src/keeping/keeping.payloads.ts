import { Field, ObjectType } from 'type-graphql';
import { Person } from '../person/person.entity.ts';
import type { PersonRow } from '../person/person.reads.ts';

@ObjectType({ description: 'The person as they are now. Visible to who changed them.' })
export class ChangePersonPayload {
  @Field(() => Person, { description: 'The person. Visible to who changed them.' })
  person!: PersonRow;
}

@ObjectType({ description: 'The person who may not sign in any more. Visible to who deactivated them.' })
export class DeactivatePersonPayload {
  @Field(() => Person, { description: 'The person. Visible to who deactivated them.' })
  person!: PersonRow;
}

@ObjectType({ description: 'The person who may sign in again. Visible to who reactivated them.' })
export class ReactivatePersonPayload {
  @Field(() => Person, { description: 'The person. Visible to who reactivated them.' })
  person!: PersonRow;
}
