import { refusal } from '@learnova/platform/refusal';
import type { InvoiceRunState } from './invoice-run.entity.ts';
import type { InvoiceProblem } from './invoice-run-item.entity.ts';

/** What is known of one student of a cohort, before an invoice is made. */
export interface Candidate {
  readonly isEnrolled: boolean;
  /** Somebody pays for the student now, or nobody has to. */
  readonly hasPayer: boolean;
  /** Earlier invoices from the same fee structure, and whether each was taken back. */
  readonly earlier: readonly { readonly reversed: boolean }[];
}

/** Whether a student is invoiced: the problem, or as which of the invoices from this structure. */
export function decideInvoice({
  isEnrolled,
  hasPayer,
  earlier,
}: Candidate):
  | { readonly problem: InvoiceProblem }
  | { readonly problem: null; readonly occurrence: number } {
  if (earlier.some(({ reversed }) => !reversed)) return { problem: 'ALREADY_INVOICED' };
  if (!isEnrolled) return { problem: 'NOT_ENROLLED' };
  if (!hasPayer) return { problem: 'NO_PAYER' };
  return { problem: null, occurrence: earlier.length + 1 };
}

/** A run starts from its dry run; one that runs may be started again, and goes on where it was. */
export function decideStart(state: InvoiceRunState): void {
  if (state === 'PREVIEWED' || state === 'RUNNING') return;
  throw refusal(
    'FINANCE_RUN_NOT_PREVIEWED',
    state === 'DONE'
      ? 'This run is done. Preview another one for those who came later.'
      : 'This run does not know yet whom it would invoice. Wait for its dry run.',
    { state },
  );
}

/** @param field what names the structure */
export function refuseRetired(retiredAt: Date | null, field = 'feeStructureId'): void {
  if (retiredAt)
    throw refusal(
      'FINANCE_FEE_STRUCTURE_RETIRED',
      'This fee structure is retired. Use the one that took its place.',
      {
        field: ['input', field],
      },
    );
}
