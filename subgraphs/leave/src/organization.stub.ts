import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Organization', { description: sharedTypes.Organization.type })
@Directive('@key(fields: "id")')
export class OrganizationStub {
  @Field(() => UUID, { description: sharedTypes.Organization.id })
  id!: string;
}
