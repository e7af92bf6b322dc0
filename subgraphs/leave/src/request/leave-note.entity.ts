import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Why, in somebody's own words: personal, so it can be erased without what it explains. */
@Entity({ tableName: 'leave_note' })
export class LeaveNote {
  /** The step of a request, or the grant. */
  @PrimaryKey({ type: 'uuid' })
  subjectId!: string;

  /** Hidden, so that the audit does not keep what was erased. */
  @Property({ type: 'text', hidden: true })
  note!: string;
}
