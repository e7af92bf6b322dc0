import { z } from 'zod';
import { defineAsk, id, page, schoolDay } from '../define.ts';

/**
 * Whether the rules of the schools hold back results of these students now, by the ledger and the clock: nothing is stored that
 * could be stale. Each student is named in the answer. Whoever asks withholds where no answer comes, and of whom it does not name.
 */
export const Holds = defineAsk('finance.holds', {
  admits: ['assessments', 'notifications'],
  input: z.object({ studentIds: z.array(id) }),
  output: z.array(z.object({ studentId: id, held: z.boolean() })),
});

/**
 * Invoices of which something is to be paid now. Without students, a page of those who were ever invoiced, after an id. Each
 * student who is asked about is named.
 */
export const OpenInvoices = defineAsk('finance.open-invoices', {
  admits: ['frontend'],
  input: z.object({
    studentIds: z.array(id).nullable(),
    ...page,
  }),
  output: z.array(
    z.object({
      studentId: id,
      invoices: z.array(
        z.object({
          invoiceId: id,
          organizationId: id,
          /** The last day in time, and the zone in which it is one. */
          dueOn: schoolDay,
          timeZone: z.string(),
          currency: z.string(),
          outstandingMinor: z.int(),
        }),
      ),
    }),
  ),
});

/** What is still to be paid of these invoices, for a message about them that is written now. Unknown ids are left out. */
export const OwedInvoices = defineAsk('finance.owed-invoices', {
  admits: ['notifications'],
  input: z.object({ invoiceIds: z.array(id) }),
  output: z.array(
    z.object({
      invoiceId: id,
      studentId: id,
      number: z.string(),
      dueOn: schoolDay,
      /** Nothing where it is paid, or was taken back. */
      outstandingMinor: z.int(),
      currency: z.string(),
    }),
  ),
});

/** Invoices as they are printed. Unknown ids are left out. */
export const InvoiceSheets = defineAsk('finance.invoice-sheets', {
  admits: ['frontend'],
  input: z.object({ invoiceIds: z.array(id) }),
  output: z.array(
    z.object({
      invoiceId: id,
      number: z.string(),
      organizationId: id,
      studentId: id,
      currency: z.string(),
      issuedOn: schoolDay,
      dueOn: schoolDay,
      charges: z.array(z.object({ title: z.string(), amountMinor: z.int() })),
      outstandingMinor: z.int(),
      isReversed: z.boolean(),
    }),
  ),
});

/** Payments as their receipts are printed. Unknown ids are left out. */
export const ReceiptSheets = defineAsk('finance.receipt-sheets', {
  admits: ['frontend'],
  input: z.object({ paymentIds: z.array(id) }),
  output: z.array(
    z.object({
      paymentId: id,
      number: z.string(),
      organizationId: id,
      payerId: id,
      currency: z.string(),
      receivedOn: schoolDay,
      amountMinor: z.int(),
      refundedMinor: z.int(),
      isReversed: z.boolean(),
    }),
  ),
});
