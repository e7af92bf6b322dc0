import { Decimal, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the course.';

@ObjectType({
  description:
    'What is taught, whoever is taught it and when. Seen by whoever sees one of its sections, and by administrators, registrars and ' +
    'heads of department of its organization, above or below it.',
})
@Entity({ tableName: 'course' })
@Index({
  name: 'course_titled',
  expression: `create index "course_titled" on "academics"."course" using gin ((' ' || platform.folded(title || ' ' || code)) extensions.gin_trgm_ops)`,
})
@Unique({ properties: ['organizationId', 'code'] })
@Check({ name: 'course_credits', expression: 'credits >= 0' })
export class Course {
  @Field(() => UUID, { description: `The course. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  /** Sections of this organization and of those below it may be of this course. */
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, {
    description: `The short name in lists, such as BIO-7. ${seen}`,
  })
  @Property({ type: 'text' })
  code!: string;

  @Field(() => String, {
    description: `What the course is called. ${seen}`,
  })
  @Property({ type: 'text' })
  title!: string;

  /** As numeric columns arrive: a string, with the places that were written. */
  @Field(() => Decimal, {
    description: `What it counts for in a term, in credits. ${seen}`,
  })
  @Property({ type: 'string', columnType: 'numeric' })
  credits!: string;

  @Field(() => Boolean, {
    description: `Whether no more sections of it are made; those that there are remain. ${seen}`,
  })
  @Property({ type: 'boolean' })
  isRetired = false;

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
