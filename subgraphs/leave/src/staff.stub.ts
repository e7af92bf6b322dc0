import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Staff', { description: sharedTypes.Staff.type })
@Directive('@key(fields: "id")')
export class StaffStub {
  @Field(() => UUID, { description: sharedTypes.Staff.id })
  id!: string;
}
