import { DateTime, SchoolDay, UUID } from '@learnova/schema/scalars';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

const seen = 'Seen by whoever sees the enrollment.';

@ObjectType({
  description:
    'That a student is at a school in a grade, from one day until another (Ed-Fi: studentSchoolAssociation). Seen by the student, by ' +
    "guardians who may now see the student's records, by staff who teach the student now, and by administrators, registrars " +
    'and heads of department of the school.',
})
@Entity({ tableName: 'school_enrollment' })
@Check({ name: 'school_enrollment_ends_after_it_begins', expression: '"to" >= "from"' })
@Check({
  name: 'school_enrollment_once_a_day',
  expression:
    'exclude using gist (student_id with =, organization_id with =, daterange("from", "to") with &&)',
})
export class SchoolEnrollment {
  @Field(() => UUID, { description: `The enrollment. ${seen}` })
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  studentId!: string;

  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Field(() => String, { description: `The grade, as the school writes it: \`7\`. ${seen}` })
  @Property({ type: 'text' })
  grade!: string;

  /** The school's, pinned: whether the enrollment holds today is decided here without asking anybody. */
  @Property({ type: 'text' })
  timeZone!: string;

  @Field(() => SchoolDay, { description: `The first day on which it holds. ${seen}` })
  @Property({ type: 'date' })
  from!: string;

  @Field(() => SchoolDay, {
    nullable: true,
    description: `The first day on which it no longer holds; null while it has no end. ${seen}`,
  })
  @Property({ type: 'date', nullable: true })
  to: string | null = null;

  @Field(() => Int, {
    description: `Grows by one with each change; \`expectedVersion\` of the next one. ${seen}`,
  })
  @Property({ type: 'integer', version: true })
  version!: number;

  @Field(() => DateTime, { description: `When it was made or last changed. ${seen}` })
  @Property({ type: 'timestamptz' })
  changedAt!: Date;

  /** Who made or last changed it; null for what was there from the beginning. */
  @Property({ type: 'uuid', nullable: true })
  changedBy: string | null = null;
}
