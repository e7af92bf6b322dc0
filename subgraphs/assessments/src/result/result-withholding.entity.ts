import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That the office holds the result of a student in a section back, whichever version, or no longer: the newest one holds. */
@Entity({ tableName: 'result_withholding' })
@Check({ name: 'result_withholding_version', expression: 'version > 0' })
export class ResultWithholding {
  @PrimaryKey({ type: 'uuid' })
  sectionId!: string;

  @PrimaryKey({ type: 'uuid' })
  studentId!: string;

  @PrimaryKey({ type: 'integer' })
  version!: number;

  @Property({ type: 'boolean' })
  isWithheld!: boolean;

  @Property({ type: 'text' })
  reason!: string;

  @Property({ type: 'uuid' })
  recordedBy!: string;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}
