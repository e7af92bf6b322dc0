import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType } from 'type-graphql';
import { GuardianshipTermsInput } from '../guardianship/guardianship.inputs.ts';
import { NewPersonInput } from './new-person.inputs.ts';

@InputType({ description: 'Somebody who is new, as a student.' })
export class CreateStudentInput {
  @Field(() => NewPersonInput, { description: 'The human.' })
  person!: NewPersonInput;

  @Field(() => UUID, { description: 'The school that admits them.' })
  organizationId!: string;

  @Field(() => String, {
    description: 'What the school files them under, once in each school: 1 to 40 characters.',
  })
  number!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'Somebody who is new, as a member of staff.' })
export class CreateStaffInput {
  @Field(() => NewPersonInput, { description: 'The human.' })
  person!: NewPersonInput;

  @Field(() => UUID, { description: 'The school, or what stands above it, that employs them.' })
  organizationId!: string;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@InputType({ description: 'Somebody who is new, as the adult of a child.' })
export class CreateGuardianInput extends GuardianshipTermsInput {
  @Field(() => NewPersonInput, { description: 'The adult.' })
  person!: NewPersonInput;
}
