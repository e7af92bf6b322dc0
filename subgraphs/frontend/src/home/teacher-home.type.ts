import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Directive, Field, ObjectType } from 'type-graphql';

const seen = 'Seen by that person alone.';

@ObjectType({ description: `The first screen of who teaches. ${seen}` })
@Directive('@key(fields: "id")')
export class TeacherHome {
  @Field(() => UUID, { description: `The person's id. ${seen}` })
  id!: string;

  @Field(() => SchoolDay, { description: `The school day that it is. ${seen}` })
  date!: string;
}
