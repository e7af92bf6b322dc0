import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Staff', { description: 'Somebody who works at a school.' })
@Directive('@key(fields: "id")')
export class StaffStub {
  @Field(() => UUID, { description: "The person's id." })
  id!: string;
}
