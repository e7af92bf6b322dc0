import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That those who may decide were reminded: once for each request. */
@Entity({ tableName: 'leave_reminder' })
export class LeaveReminder {
  @PrimaryKey({ type: 'uuid' })
  leaveRequestId!: string;

  @Property({ type: 'timestamptz' })
  remindedAt!: Date;
}
