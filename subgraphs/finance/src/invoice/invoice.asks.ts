import { answer } from '@learnova/platform/ask/answer';
import { OwedInvoices } from '@learnova/schema/asks/finance';
import { invoicesById } from './invoice.reads.ts';

/** From the ledger, as every balance is: a payment of a moment ago counts. */
export const owedInvoices = answer(OwedInvoices, async (request, { invoiceIds }) => {
  const invoices = await invoicesById(request, invoiceIds);
  return invoices.map(({ id: invoiceId, studentId, number, dueOn, outstandingMinor, currency }) => ({
    ...{ invoiceId, studentId, number, dueOn, outstandingMinor, currency },
  }));
});
