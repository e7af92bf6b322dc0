import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Whether an organization, and those below it that say nothing else, teach on a day. */
@Entity({ tableName: 'calendar_day' })
export class CalendarDay {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;

  @PrimaryKey({ type: 'date' })
  date!: string;

  @Property({ type: 'boolean' })
  isSchoolDay!: boolean;
}
