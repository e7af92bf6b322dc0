import { BigIntType } from '@mikro-orm/core';
import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** An invoice of which something is to be paid, as who pays sees it. A copy of what finance has. */
@Entity({ tableName: 'open_invoice' })
@Index({ properties: ['studentId'] })
@Index({ properties: ['dueOn'] })
export class OpenInvoice {
  @PrimaryKey({ type: 'uuid' })
  invoiceId!: string;

  @Property({ type: 'uuid' })
  studentId!: string;

  /** From the institution down to the organization that charges. */
  @Property({ type: 'array', columnType: 'uuid[]' })
  path!: string[];

  @Property({ type: 'date' })
  dueOn!: string;

  @Property({ type: 'text' })
  timeZone!: string;

  @Property({ type: 'text' })
  currency!: string;

  @Property({ type: new BigIntType('number') })
  outstandingMinor!: number;
}

/** What is due on a day in an organization and all below it, as who keeps the accounts sees it: sums of open invoices. */
@Entity({ tableName: 'owed_day' })
export class OwedDay {
  @PrimaryKey({ type: 'uuid' })
  organizationId!: string;

  @PrimaryKey({ type: 'date' })
  dueOn!: string;

  @PrimaryKey({ type: 'text' })
  currency!: string;

  @PrimaryKey({ type: 'text' })
  timeZone!: string;

  @Property({ type: 'integer' })
  invoices!: number;

  @Property({ type: new BigIntType('number') })
  outstandingMinor!: number;
}
