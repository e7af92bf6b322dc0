import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@Entity({ tableName: 'student' })
@Unique({ properties: ['organizationId', 'number'] })
@ObjectType('Student', {
  description:
    'A person as a learner. Visible to the student, to their guardians of today, to who teaches them now and to the office ' +
    '(administrator, registrar, head of department) above the school that admitted them.',
})
@Directive('@key(fields: "id")')
export class Student {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: "The person's id." })
  id!: string;

  /** The school that admitted them. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'text' })
  @Field(() => String, {
    description:
      'What the school files them under, once in each school. Visible to whoever may see the student.',
  })
  number!: string;
}
