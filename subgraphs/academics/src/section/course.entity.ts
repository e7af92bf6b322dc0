import { UUID } from '@learnova/schema/scalars';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'What is taught, whoever is taught it and when. Seen by whoever sees one of its sections.',
})
@Entity({ tableName: 'course' })
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
}
