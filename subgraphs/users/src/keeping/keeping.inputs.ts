import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'Whom a command is about, as they were read.' })
abstract class PersonInput {
  @Field(() => UUID, { description: 'The person.' })
  personId!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'What is to be another about a person; what is left out stays.' })
export class ChangePersonInput extends PersonInput {
  @Field(() => String, {
    nullable: true,
    description: 'How they are called: 1 to 200 characters, in one line.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How lists order them: `Example, Ann`; null: by the name as it is written.',
  })
  sortName?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Where mail reaches them, and what they sign in with; no two people have the same. Null takes it away, and with it the way in.',
  })
  email?: string | null;
}

@InputType({ description: 'Who may not sign in any more.' })
export class DeactivatePersonInput extends PersonInput {}

@InputType({ description: 'Who may sign in again.' })
export class ReactivatePersonInput extends PersonInput {}
