import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Viewer', { description: 'Who asks. Seen by that person alone.' })
export class ViewerStub {
  @Field(() => UUID, { description: "The person's id." })
  id!: string;
}
