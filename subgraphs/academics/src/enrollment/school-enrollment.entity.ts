import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That a student is at a school in a school year, from one day until another (Ed-Fi: studentSchoolAssociation). */
@Entity({ tableName: 'school_enrollment' })
@Check({ name: 'school_enrollment_ends_after_it_begins', expression: '"to" >= "from"' })
@Check({
  name: 'school_enrollment_once_a_day',
  expression:
    'exclude using gist (student_id with =, organization_id with =, daterange("from", "to") with &&)',
})
export class SchoolEnrollment {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Index()
  @Property({ type: 'uuid' })
  studentId!: string;

  @Index()
  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'text' })
  grade!: string;

  /** The school's, pinned: whether the enrollment holds today is decided here without asking anybody. */
  @Property({ type: 'text' })
  timeZone!: string;

  @Property({ type: 'date' })
  from!: string;

  @Property({ type: 'date', nullable: true })
  to: string | null = null;
}
