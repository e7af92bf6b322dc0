import { UUID } from '@learnova/schema/scalars';
import { sharedTypes } from '@learnova/schema/shared-types';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the section.';

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

  @Index()
  @Property({ type: 'uuid' })
  academicSessionId!: string;

  @Field(() => String, {
    description: `What the section is called, such as Biology 7a. ${seen}`,
  })
  @Property({ type: 'text', collation: 'und-x-icu' })
  title!: string;

  @Field(() => Boolean, {
    description: `Whether it is closed: nobody is enrolled in it, teaches it or meets in it any more. ${seen}`,
  })
  @Property({ type: 'boolean' })
  isClosed = false;

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next one. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  /** When it was made or last changed; null for what was there from the beginning. */
  @Property({ type: 'timestamptz', nullable: true })
  changedAt: Date | null = null;

  /** Who made or last changed it; null for what was there from the beginning. */
  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;
}
