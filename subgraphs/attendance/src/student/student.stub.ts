import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Student', { description: 'What a person is who learns. Owned by users.' })
@Directive('@key(fields: "id")')
export class StudentStub {
  @Field(() => UUID, { description: 'The student.' })
  id!: string;
}
