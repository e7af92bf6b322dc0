import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** That it was time to remind of an invoice: the primary key lets each step be told once. */
@Entity({ tableName: 'invoice_reminder' })
@Check({ name: 'invoice_reminder_step', expression: 'step >= 0' })
export class InvoiceReminder {
  @PrimaryKey({ type: 'uuid' })
  invoiceId!: string;

  /** 0 before the last day, 1 when it has passed, and on from there. */
  @PrimaryKey({ type: 'integer' })
  step!: number;

  @Property({ type: 'timestamptz' })
  remindedAt!: Date;
}
