import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Leave of a student that was granted or waits, as the family sees it. A copy of what leave has. */
@Entity({ tableName: 'family_leave' })
@Index({ properties: ['personId', 'lastDay'] })
export class FamilyLeave {
  @PrimaryKey({ type: 'uuid' })
  leaveRequestId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'date' })
  firstDay!: string;

  @Property({ type: 'date' })
  lastDay!: string;

  @Property({ type: 'boolean' })
  isApproved!: boolean;
}

/** A day on which a student is away by leave that was granted, as who teaches them sees it. A copy of what leave has. */
@Entity({ tableName: 'leave_day' })
@Index({ properties: ['personId', 'date'] })
export class LeaveDay {
  @PrimaryKey({ type: 'uuid' })
  leaveRequestId!: string;

  @PrimaryKey({ type: 'date' })
  date!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  @Property({ type: 'timestamptz' })
  fromAt!: Date;

  @Property({ type: 'timestamptz' })
  toAt!: Date;
}

/** Leave of a student or of staff that waits for a decision, as the office counts it. A copy of what leave has. */
@Entity({ tableName: 'waiting_leave' })
@Index({ properties: ['personId'] })
export class WaitingLeave {
  @PrimaryKey({ type: 'uuid' })
  leaveRequestId!: string;

  @Property({ type: 'uuid' })
  personId!: string;

  /** From the institution down to the organization in which it waits. */
  @Property({ type: 'array', columnType: 'uuid[]' })
  path!: string[];
}
