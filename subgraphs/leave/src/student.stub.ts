import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Student', { description: sharedTypes.Student.type })
@Directive('@key(fields: "id")')
export class StudentStub {
  @Field(() => UUID, { description: sharedTypes.Student.id })
  id!: string;
}
