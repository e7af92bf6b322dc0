import { UUID } from '@learnova/schema/scalars';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'A course taught to a group in a term (OneRoster: class). Seen by staff who teach it now, students enrolled in it now, ' +
    'guardians who may now see the records of one of these, and by administrators, registrars and heads of department ' +
    'of its organization.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'section' })
export class Section {
  @Field(() => UUID, { description: 'The section. Seen by whoever sees the section.' })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** The department that offers it, or the school itself. */
  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'uuid' })
  courseId!: string;

  @Property({ type: 'uuid' })
  academicSessionId!: string;

  @Field(() => String, {
    description: 'What the section is called, such as Biology 7a. Seen by whoever sees the section.',
  })
  @Property({ type: 'text', collation: 'und-x-icu' })
  title!: string;
}
