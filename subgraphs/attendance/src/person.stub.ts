import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Person', { description: 'A human, owned by users. This subgraph adds nothing.' })
@Directive('@key(fields: "id", resolvable: false)')
export class PersonStub {
  @Field(() => UUID, { description: 'The person.' })
  id!: string;
}
