import { keyDescription } from '@learnova/platform/idempotent';
import { SchoolDay, UUID } from '@learnova/schema/scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { InvoiceRun } from './invoice-run.entity.ts';

@InputType({ description: 'Whom to invoice.' })
export class PreviewInvoiceRunInput {
  @Field(() => UUID, { description: 'The fee structure: its cohort is invoiced for what it charges.' })
  feeStructureId!: string;

  @Field(() => SchoolDay, {
    description: 'The cohort is at the school, and in the program if there is one, on this day.',
  })
  enrolledOn!: string;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether a student for whom no guardian pays is listed instead of invoiced; false where students pay themselves.',
  })
  requirePayer!: boolean;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The run that was begun. Only who began it sees it here.' })
export class PreviewInvoiceRunPayload {
  @Field(() => InvoiceRun, {
    description: 'The run: its dry run is under way. Only who began it sees it here.',
  })
  invoiceRun!: InvoiceRun;
}

@InputType({ description: 'Which run is to issue its invoices.' })
export class StartInvoiceRunInput {
  @Field(() => UUID, { description: 'A run whose dry run is done, or one that has stopped on its way.' })
  invoiceRunId!: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The run that was started. Only who started it sees it here.' })
export class StartInvoiceRunPayload {
  @Field(() => InvoiceRun, {
    description: 'The run, which issues its invoices now. Only who started it sees it here.',
  })
  invoiceRun!: InvoiceRun;
}
