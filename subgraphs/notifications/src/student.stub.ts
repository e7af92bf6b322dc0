import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Student', { description: 'A student, owned by users. This subgraph adds nothing.' })
export class StudentStub {
  @Field(() => UUID, { description: "The student's id, which is the person's." })
  id!: string;
}
