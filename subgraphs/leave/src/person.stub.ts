import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Person', { description: sharedTypes.Person.type })
@Directive('@key(fields: "id", resolvable: false)')
export class PersonStub {
  @Field(() => UUID, { description: sharedTypes.Person.id })
  id!: string;
}
