import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@Entity({ tableName: 'guardian' })
@ObjectType('Guardian', {
  description:
    'A person as the adult of a child. Visible to themselves and to the office (administrator, registrar, bursar, head of department) ' +
    'above the school of any child they have or had.',
})
@Directive('@key(fields: "id")')
export class Guardian {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: "The person's id. Visible to whoever may see the guardian." })
  id!: string;
}
