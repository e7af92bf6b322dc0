import { z } from 'zod';
import { defineEvent, id } from '../define.ts';

/** Invoices stand in the books: one, or a portion of a run. Amounts and payers are asked for, or read in the graph. */
export const InvoiceIssued = defineEvent(
  'finance.invoice-issued',
  z.object({ invoiceRunId: id, invoices: z.array(z.object({ invoiceId: id, studentId: id })) }),
);

/** An invoice was taken back by another document: it is owed no longer, and what was paid on it is free again. */
export const InvoiceReversed = defineEvent(
  'finance.invoice-reversed',
  z.object({ invoiceId: id, studentId: id }),
);

/** A payment was received, or was allocated anew; `studentIds` are those whose invoices it pays more or less of than before. */
export const PaymentSettled = defineEvent(
  'finance.payment-settled',
  z.object({ paymentId: id, payerId: id, studentIds: z.array(id) }),
);

/** Money of a payment was given back, or the payment never held: `refundId` is null where all of it was reversed. */
export const PaymentRefunded = defineEvent(
  'finance.payment-refunded',
  z.object({ paymentId: id, payerId: id, refundId: id.nullable(), studentIds: z.array(id) }),
);

const hold = z.object({ holdId: id, studentId: id });

/** The rule of the organization holds a student's results back from now on; ask `finance.holds` for what stands. */
export const HoldPlaced = defineEvent('finance.hold-placed', hold);

/** The rule holds them back no longer. */
export const HoldLifted = defineEvent('finance.hold-lifted', hold);

/** It is time to remind of invoices that are open: whoever tells people asks `users.payers-of` whom. */
export const ReminderDue = defineEvent(
  'finance.reminder-due',
  z.object({
    reminders: z.array(
      z.object({ invoiceId: id, studentId: id, kind: z.enum(['DUE_SOON', 'OVERDUE']), step: z.int() }),
    ),
  }),
);
