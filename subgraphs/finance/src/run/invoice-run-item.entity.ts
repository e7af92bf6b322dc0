import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';

export const InvoiceProblem = {
  ALREADY_INVOICED: 'ALREADY_INVOICED',
  NOT_ENROLLED: 'NOT_ENROLLED',
  NO_PAYER: 'NO_PAYER',
} as const;
export type InvoiceProblem = keyof typeof InvoiceProblem;

registerEnumType(InvoiceProblem, {
  name: 'InvoiceProblem',
  description: 'Why a run has not invoiced a student, or what is to be seen to.',
  valuesConfig: {
    ALREADY_INVOICED: { description: 'An invoice from this fee structure stands: nobody is invoiced twice.' },
    NOT_ENROLLED: { description: 'The student was of the cohort when it was previewed, and is no longer.' },
    NO_PAYER: { description: 'No guardian pays for the student now. Record who does, and run again.' },
  },
});

const problems = "problem in ('ALREADY_INVOICED', 'NOT_ENROLLED', 'NO_PAYER')";

/** A student of a run's cohort, and what the dry run thought of it. */
@Entity({ tableName: 'invoice_run_item' })
@Check({ name: 'invoice_run_item_problem', expression: problems })
export class InvoiceRunItem {
  @PrimaryKey({ type: 'uuid' })
  invoiceRunId!: string;

  @PrimaryKey({ type: 'uuid' })
  studentId!: string;

  @Property({ type: 'text', nullable: true })
  problem: InvoiceProblem | null = null;
}

/** What became of it: written with the invoice, so that a run which is begun again goes on where it was. */
@Entity({ tableName: 'invoice_run_outcome' })
@Check({ name: 'invoice_run_outcome_problem', expression: problems })
@Check({ name: 'invoice_run_outcome_either', expression: '(invoice_id is null) <> (problem is null)' })
export class InvoiceRunOutcome {
  @PrimaryKey({ type: 'uuid' })
  invoiceRunId!: string;

  @PrimaryKey({ type: 'uuid' })
  studentId!: string;

  @Property({ type: 'uuid', nullable: true })
  invoiceId: string | null = null;

  @Property({ type: 'text', nullable: true })
  problem: InvoiceProblem | null = null;
}
