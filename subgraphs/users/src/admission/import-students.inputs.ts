import { keyDescription } from '@learnova/platform/idempotent';
import { UUID } from '@learnova/schema/scalars';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Student } from '../person/student.entity.ts';
import type { StudentRow } from '../person/student.loader.ts';
import { NewPersonInput } from './new-person.inputs.ts';

@InputType({ description: 'A row of an import: a student who is new.' })
export class ImportedStudentInput {
  @Field(() => String, {
    description: 'What the school files them under, once in each school: 1 to 40 characters.',
  })
  number!: string;

  @Field(() => NewPersonInput, { description: 'The human.' })
  person!: NewPersonInput;
}

@InputType({ description: 'Students who are new, all of one school.' })
export class ImportStudentsInput {
  @Field(() => UUID, { description: 'The school that admits them.' })
  organizationId!: string;

  @Field(() => [ImportedStudentInput], {
    description: 'A row for each of them: 1 to 500, each e-mail and each number once.',
  })
  students!: ImportedStudentInput[];

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The students who were written down. Visible to who did it.' })
export class ImportStudentsPayload {
  @Field(() => [Student], {
    description: 'The students, in the order of the rows. Visible to who wrote them down.',
  })
  students!: readonly StudentRow[];
}
