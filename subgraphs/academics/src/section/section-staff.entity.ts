import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That a member of staff teaches a section, from one day until another. */
@Entity({ tableName: 'section_staff' })
@Check({ name: 'section_staff_ends_after_it_begins', expression: '"to" >= "from"' })
@Check({
  name: 'section_staff_once_a_day',
  expression: 'exclude using gist (section_id with =, staff_id with =, daterange("from", "to") with &&)',
})
export class SectionStaff {
  @PrimaryKey({ type: 'uuid' })
  sectionId!: string;

  @Index()
  @PrimaryKey({ type: 'uuid' })
  staffId!: string;

  @PrimaryKey({ type: 'date' })
  from!: string;

  @Property({ type: 'date', nullable: true })
  to: string | null = null;
}
