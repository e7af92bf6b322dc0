import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Viewer', { description: sharedTypes.Viewer.type })
@Directive('@key(fields: "id")')
export class ViewerStub {
  @Field(() => UUID, { description: sharedTypes.Viewer.id })
  id!: string;
}
