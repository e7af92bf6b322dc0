import { UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@Entity({ tableName: 'staff' })
@ObjectType('Staff', {
  description:
    'A person who works for a school. Visible to themselves and to everybody of that school: who holds a role in it, above ' +
    'or below it today, its students, and the guardians of today of its students.',
})
@Directive('@key(fields: "id")')
export class Staff {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: "The person's id." })
  id!: string;

  /** The school, or what stands above it, that employs them. */
  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;
}
