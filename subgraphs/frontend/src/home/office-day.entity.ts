import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** All lessons of a day in an organization and all below it, as who oversees it sees them: the sums of their rolls. */
@Entity({ tableName: 'office_day' })
export class OfficeDay {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;

  @PrimaryKey({ type: 'date' })
  date!: string;

  @Property({ type: 'integer' })
  lessons!: number;

  @Property({ type: 'integer' })
  taken!: number;

  @Property({ type: 'integer' })
  expected!: number;

  @Property({ type: 'integer' })
  present!: number;

  @Property({ type: 'integer' })
  late!: number;

  @Property({ type: 'integer' })
  absent!: number;
}
