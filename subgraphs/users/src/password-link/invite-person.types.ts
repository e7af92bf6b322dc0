import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Person } from '../person/person.entity.ts';
import type { PersonRow } from '../person/person.reads.ts';

@InputType({ description: 'Who is to be able to sign in.' })
export class InvitePersonInput {
  @Field(() => UUID, { description: 'The person.' })
  personId!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'Who was invited. Visible to who invited them.' })
export class InvitePersonPayload {
  @Field(() => Person, { description: 'The person. Visible to who invited them.' })
  person!: PersonRow;
}
