import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@Entity({ tableName: 'student' })
@Index({
  name: 'student_numbered',
  expression: `create index "student_numbered" on "users"."student" using gin ((' ' || platform.folded(number)) extensions.gin_trgm_ops)`,
})
@Unique({ properties: ['organizationId', 'number'] })
@ObjectType('Student', { description: sharedTypes.Student.type })
@Directive('@key(fields: "id")')
export class Student {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => UUID, { description: sharedTypes.Student.id })
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
