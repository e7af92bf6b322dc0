import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Viewer', { description: sharedTypes.Viewer.type })
export class ViewerStub {
  @Field(() => UUID, { description: sharedTypes.Viewer.id })
  id!: string;
}
