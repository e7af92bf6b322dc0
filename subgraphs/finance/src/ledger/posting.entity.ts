import { BigIntType } from '@mikro-orm/core';
import { Check, Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import type { LedgerAccount } from './ledger.rules.ts';

export const PostingKind = {
  INVOICE: 'INVOICE',
  INVOICE_REVERSAL: 'INVOICE_REVERSAL',
  PAYMENT: 'PAYMENT',
  PAYMENT_REVERSAL: 'PAYMENT_REVERSAL',
  ALLOCATION: 'ALLOCATION',
  RELEASE: 'RELEASE',
  REFUND: 'REFUND',
} as const;
export type PostingKind = keyof typeof PostingKind;

registerEnumType(PostingKind, {
  name: 'PostingKind',
  description: 'What an entry in the books comes from.',
  valuesConfig: {
    INVOICE: { description: 'An invoice was issued.' },
    INVOICE_REVERSAL: { description: 'An invoice was taken back.' },
    PAYMENT: { description: 'Money was received.' },
    PAYMENT_REVERSAL: { description: 'A payment turned out not to hold.' },
    ALLOCATION: { description: 'Money received was used to pay an invoice.' },
    RELEASE: { description: 'Money that had paid an invoice was freed again.' },
    REFUND: { description: 'Money was given back.' },
  },
});

/** One entry in the books: its lines balance, which the database checks at commit. Never changed: reversed by another. */
@Entity({ tableName: 'ledger_posting' })
@Check({
  name: 'ledger_posting_kind',
  expression:
    "kind in ('INVOICE', 'INVOICE_REVERSAL', 'PAYMENT', 'PAYMENT_REVERSAL', 'ALLOCATION', 'RELEASE', 'REFUND')",
})
export class LedgerPosting {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  organizationId!: string;

  @Property({ type: 'text' })
  kind!: PostingKind;

  /** The invoice, payment, refund or reversal that it stands for. */
  @Index()
  @Property({ type: 'uuid' })
  documentId!: string;

  /** The day for which it counts, in the organization's time zone. */
  @Property({ type: 'date' })
  day!: string;

  /** Null for what a run of the service itself has done. */
  @Property({ type: 'uuid', nullable: true })
  recordedBy: string | null = null;

  @Property({ type: 'timestamptz' })
  recordedAt!: Date;
}

/** One line of a posting: debits are positive. */
@Entity({ tableName: 'ledger_line' })
@Check({ name: 'ledger_line_amount', expression: 'amount <> 0' })
@Check({ name: 'ledger_line_account', expression: "account in ('RECEIVABLE', 'INCOME', 'MONEY', 'CREDIT')" })
@Check({
  name: 'ledger_line_receivable',
  expression: "account <> 'RECEIVABLE' or (student_id is not null and invoice_id is not null)",
})
@Check({
  name: 'ledger_line_credit',
  expression: "payment_id is not null or account in ('RECEIVABLE', 'INCOME')",
})
export class LedgerLine {
  @PrimaryKey({ type: 'uuid' })
  postingId!: string;

  @PrimaryKey({ type: 'integer' })
  no!: number;

  @Property({ type: 'text' })
  account!: LedgerAccount;

  @Property({ type: new BigIntType('number') })
  amount!: number;

  @Property({ type: 'text' })
  currency!: string;

  @Index()
  @Property({ type: 'uuid', nullable: true })
  studentId: string | null = null;

  @Index()
  @Property({ type: 'uuid', nullable: true })
  invoiceId: string | null = null;

  @Index()
  @Property({ type: 'uuid', nullable: true })
  paymentId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  feeItemId: string | null = null;
}
