import { answer } from '@learnova/platform/ask/answer';
import { InvoiceSheets, ReceiptSheets } from '@learnova/schema/asks/finance';
import { paymentsById } from '../payment/payment.reads.ts';
import { invoicesById } from './invoice.reads.ts';

export const answerInvoiceSheets = answer(InvoiceSheets, async (request, { invoiceIds }) => {
  const invoices = await invoicesById(request, invoiceIds);
  return invoices.map(({ id: invoiceId, charges, reversal, ...invoice }) => ({
    ...{
      invoiceId,
      number: invoice.number,
      organizationId: invoice.organizationId,
      studentId: invoice.studentId,
    },
    ...{ currency: invoice.currency, issuedOn: invoice.issuedOn, dueOn: invoice.dueOn },
    charges: charges.map(({ title, amountMinor }) => ({ title, amountMinor })),
    ...{ outstandingMinor: invoice.outstandingMinor, isReversed: reversal !== null },
  }));
});

export const answerReceiptSheets = answer(ReceiptSheets, async (request, { paymentIds }) => {
  const payments = await paymentsById(request, paymentIds);
  return payments.map(({ id: paymentId, reversal, ...payment }) => ({
    ...{
      paymentId,
      number: payment.number,
      organizationId: payment.organizationId,
      payerId: payment.payerId,
    },
    ...{ currency: payment.currency, receivedOn: payment.receivedOn, amountMinor: payment.amountMinor },
    ...{ refundedMinor: payment.refundedMinor, isReversed: reversal !== null },
  }));
});
