import { Decimal, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What is taught, whoever is taught it and when. Seen by whoever sees one of its sections.',
})
@Entity({ tableName: 'course' })
@Index({
  name: 'course_titled',
  expression: `create index "course_titled" on "academics"."course" using gin ((' ' || platform.folded(title || ' ' || code)) extensions.gin_trgm_ops)`,
})
@Check({ name: 'course_credits', expression: 'credits >= 0' })
export class Course {
  @Field(() => UUID, { description: 'The course. Seen by whoever sees one of its sections.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, {
    description: 'The short name in lists, such as BIO-7. Seen by whoever sees one of its sections.',
  })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, {
    description: 'What the course is called. Seen by whoever sees one of its sections.',
  })
  @Property({ type: 'text' })
  title!: string;

  /** As numeric columns arrive: a string, with the places that were written. */
  @Field(() => Decimal, {
    description: 'What it counts for in a term, in credits. Seen by whoever sees one of its sections.',
  })
  @Property({ type: 'string', columnType: 'numeric' })
  credits!: string;
}
