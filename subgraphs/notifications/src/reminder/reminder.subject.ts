import { person } from '@learnova/platform/actor';
import type { Request } from '@learnova/platform/request';
import { OwedInvoices } from '@learnova/schema/asks/finance';
import { Names, PayersOf, PaysFor } from '@learnova/schema/asks/users';
import type { Subject } from '../notification/subject.ts';
import type { PayersReminder, Reminded } from './reminder.rules.ts';
import { bodyOf, letterOf, titleOf } from './reminder.text.ts';

type Kind = PayersReminder['kind'];

/** What is owed for a student is for those who pay for them, for as long as they do; and only what is owed still is written of. */
export const reminder: Subject<Reminded> = {
  kinds: ['INVOICE_DUE_SOON', 'INVOICE_OVERDUE'],
  category: 'FEES',
  cannotWait: false,
  known: async (request) => {
    const paid = await request.ask(PaysFor, { payerIds: [person(request).personId] });
    return new Set(paid.map(({ studentId }) => studentId));
  },
  tellable: async (request, { personId, statements, studentIds }) => {
    const payers = await request.ask(PayersOf, { studentIds });
    const pays = new Set(
      payers.filter(({ payerId }) => payerId === personId).map(({ studentId }) => studentId),
    );
    const reminded = (statements as readonly Reminded[]).filter(({ studentId }) => pays.has(studentId));
    if (reminded.length === 0) return [];
    const owed = await owedOf(request, reminded);
    return reminded.filter(({ invoiceId }) => owed.has(invoiceId));
  },
  title: ({ kind, statements }) => titleOf(kind as Kind, statements.length),
  body: async (_request, { kind }, told) => bodyOf(kind as Kind, told.length),
  letter: async (request, { kind, studentIds }, told, receiver) => {
    const names = await request.ask(Names, { personIds: studentIds });
    const nameOf = (id: string) => names.find(({ personId }) => personId === id)?.name ?? 'your child';
    const owed = await owedOf(request, told);
    const lines = told.flatMap(({ invoiceId, studentId }) => {
      const invoice = owed.get(invoiceId);
      return invoice ? [{ ...invoice, child: nameOf(studentId) }] : [];
    });
    return letterOf(kind as Kind, receiver, lines);
  },
};

/** The invoices of these of which anything is to be paid now, by id; asked once, however often it is looked up. */
async function owedOf(request: Request, statements: readonly Reminded[]) {
  const invoices = await request.ask(OwedInvoices, {
    invoiceIds: statements.map(({ invoiceId }) => invoiceId),
  });
  return new Map(
    invoices.filter(({ outstandingMinor }) => outstandingMinor > 0).map((one) => [one.invoiceId, one]),
  );
}
