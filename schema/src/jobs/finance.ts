import { z } from 'zod';
import { defineJob, id } from '../define.ts';

/** Find out whom an invoice run would invoice, and whom it could not. */
export const PreviewInvoiceRun = defineJob('finance.preview-invoice-run', z.object({ invoiceRunId: id }));

/** Issue what is left of an invoice run: each portion once, wherever an earlier try has ended. */
export const CarryOutInvoiceRun = defineJob('finance.carry-out-invoice-run', z.object({ invoiceRunId: id }));
