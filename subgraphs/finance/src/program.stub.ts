import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Program', { description: sharedTypes.Program.type })
@Directive('@key(fields: "id")')
export class ProgramStub {
  @Field(() => UUID, { description: sharedTypes.Program.id })
  id!: string;
}
