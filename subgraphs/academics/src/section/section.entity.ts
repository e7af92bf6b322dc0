import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ description: sharedTypes.Section.type })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'section' })
@Index({
  name: 'section_titled',
  expression: `create index "section_titled" on "academics"."section" using gin ((' ' || platform.folded(title)) extensions.gin_trgm_ops)`,
})
export class Section {
  @Field(() => UUID, { description: sharedTypes.Section.id })
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
