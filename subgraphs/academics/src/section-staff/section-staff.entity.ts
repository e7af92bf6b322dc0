import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the assignment.';

@ObjectType({
  description:
    'That a member of staff teaches a section, from one day until another (Ed-Fi: staffSectionAssociation). Seen by ' +
    "administrators, registrars and heads of department of the section's organization.",
})
@Entity({ tableName: 'section_staff' })
@Check({ name: 'section_staff_ends_after_it_begins', expression: '"to" >= "from"' })
@Check({
  name: 'section_staff_once_a_day',
  expression: 'exclude using gist (section_id with =, staff_id with =, daterange("from", "to") with &&)',
})
export class SectionStaff {
  @Field(() => UUID, { description: `The assignment. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  sectionId!: string;

  @Index()
  @Property({ type: 'uuid' })
  staffId!: string;

  @Field(() => SchoolDay, { description: `The first day on which it holds. ${seen}` })
  @Property({ type: 'date' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: `The first day on which it no longer holds; null for as long as the section is taught. ${seen}`,
  })
  @Property({ type: 'date', nullable: true })
  to: string | null = null;

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
