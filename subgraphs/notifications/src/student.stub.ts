import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Student', { description: sharedTypes.Student.type })
export class StudentStub {
  @Field(() => UUID, { description: sharedTypes.Student.id })
  id!: string;
}
