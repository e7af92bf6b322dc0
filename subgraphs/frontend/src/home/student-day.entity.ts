import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** What the registers of a day say of a student, as the family sees it. A copy of what attendance has. */
@Entity({ tableName: 'student_day' })
export class StudentDay {
  @PrimaryKey({ type: 'uuid' })
  studentId!: string;

  @PrimaryKey({ type: 'date' })
  date!: string;

  @Property({ type: 'integer' })
  present!: number;

  @Property({ type: 'integer' })
  late!: number;

  /** Excused ones too. */
  @Property({ type: 'integer' })
  absent!: number;

  @Property({ type: 'integer' })
  excused!: number;
}
