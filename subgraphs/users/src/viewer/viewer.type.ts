import { UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType('Viewer', {
  description:
    'Who asks, and all that is theirs. Visible to themselves only: a reference to anybody else finds nothing.',
})
@Directive('@key(fields: "id")')
export class Viewer {
  @Field(() => UUID, { description: "The person's id. Visible to themselves only." })
  id!: string;
}
