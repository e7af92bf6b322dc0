import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That it was time to remind of a line item: once for each instant at which it is due, so that one that is moved is told again. */
@Entity({ tableName: 'work_reminder' })
export class WorkReminder {
  @PrimaryKey({ type: 'uuid' })
  lineItemId!: string;

  @PrimaryKey({ type: 'timestamptz' })
  dueAt!: Date;

  @Property({ type: 'timestamptz' })
  remindedAt!: Date;
}
