import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { marked } from '../../scripts/seed/marks.ts';
import { unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const day = (offset: number) => addDays(dayIn('Europe/Vienna', new Date()), offset);
const booksOf = ({ scene }: Try) => scene.school.school.finance;
/** Where the role keeps accounts: an administrator does so in the school as well as above it. */
const placeOf = ({ role, which, organization, scene }: Try) =>
  role === 'admin' && which === 'own' ? scene.school.ids.school : organization;
const madeOr = (t: Try, command: string, otherwise: string) =>
  (t.which === 'own' && t.made.get(`${command} ${t.role}`)) || otherwise;
const structureOf = (t: Try) => booksOf(t).feeStructures.find((one) => one.organizationId === placeOf(t));
/** The overdue one; of those who take one back, the one with time to pay: of a child of its own for each of the two. */
const invoiceOf = (t: Try, nth: 'first' | 'last') => {
  const { child, sibling } = t.scene.school.ids;
  const student = t.role === 'admin' && nth === 'last' && t.student === child ? sibling : t.student;
  const own = booksOf(t).invoices.filter(({ studentId }) => studentId === student);
  return (nth === 'first' ? own[0] : own.at(-1))?.id ?? unknownId;
};
const paymentOf = (t: Try) =>
  booksOf(t).payments.find(({ payerId }) => payerId === t.guardian)?.id ?? unknownId;
const reason = `No longer there ${marked('reason', 'refund')}`;
const money = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const payment = (t: Try) => ({
  ...{ payerId: t.guardian, organizationId: placeOf(t), method: 'CASH', receivedOn: day(0) },
  ...{ amount: money(1_000), ...key() },
});
const paymentFields =
  'payment { id number amount { amountMinor } payer { id name } allocations { amount { amountMinor } invoice { id student { id } } } }';

/** By those who keep the accounts, one payment after another; what they may not do is tried upon what is there. */
async function anotherPayment(t: Try): Promise<string> {
  if (t.which !== 'own' || !['bursar', 'admin'].includes(t.role)) return paymentOf(t);
  const { recordPayment } = await t.scene.players[t.role].visitor.data<{
    recordPayment: { payment: { id: string } };
  }>('mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { payment { id } } }', {
    input: payment(t),
  });
  return recordPayment.payment.id;
}

/** The run that the role has previewed, once its dry run is done. */
async function previewedRun(t: Try): Promise<string> {
  const run = madeOr(t, 'previewInvoiceRun', structureOf(t)?.runId ?? unknownId);
  if (!t.made.has(`previewInvoiceRun ${t.role}`) || t.which !== 'own') return run;
  type Runs = { organization: { billing: { invoiceRuns: { id: string; state: string }[] } } };
  for (let tries = 0; tries < 300; tries += 1) {
    const { organization } = await t.scene.players[t.role].visitor.data<Runs>(
      'query ($id: UUID!) { organization(id: $id) { billing { invoiceRuns { id state } } } }',
      { id: placeOf(t) },
    );
    if (organization.billing.invoiceRuns.find(({ id }) => id === run)?.state === 'PREVIEWED') return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the dry run is never done');
}

/** Every mutation of finance, in an order in which the later ones find what the earlier ones made. */
export const financeCommands: readonly Command[] = [
  {
    name: 'createFeeItem',
    selection: 'feeItem { id code title }',
    makes: ({ feeItem }) => feeItem?.id,
    input: (t) => ({ organizationId: placeOf(t), code: `TRIP-${t.role}`, title: 'Trip', ...key() }),
  },
  {
    name: 'createFeeStructure',
    selection: 'feeStructure { id title total { amountMinor } }',
    makes: ({ feeStructure }) => feeStructure?.id,
    input: (t) => ({
      ...{
        organizationId: placeOf(t),
        academicSessionId: t.scene.school.ids.term,
        title: 'Trip',
        currency: 'EUR',
      },
      ...{ dueOn: day(20), grade: 'none', ...key() },
      charges: [{ feeItemId: madeOr(t, 'createFeeItem', unknownId), amountMinor: 100 }],
    }),
  },
  {
    name: 'previewInvoiceRun',
    selection: 'invoiceRun { id state feeStructure { title } }',
    makes: ({ invoiceRun }) => invoiceRun?.id,
    input: (t) => ({
      feeStructureId: madeOr(t, 'createFeeStructure', structureOf(t)?.id ?? unknownId),
      ...{ enrolledOn: day(0), requirePayer: false, ...key() },
    }),
  },
  {
    name: 'startInvoiceRun',
    selection: 'invoiceRun { id state studentCount }',
    input: async (t) => ({ invoiceRunId: await previewedRun(t), expectedVersion: 2, ...key() }),
  },
  {
    name: 'retireFeeStructure',
    selection: 'feeStructure { id retiredAt }',
    input: (t) => ({
      feeStructureId: madeOr(t, 'createFeeStructure', structureOf(t)?.id ?? unknownId),
      ...{ expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'recordPayment',
    selection: paymentFields,
    makes: (payload) => payload.payment?.id,
    input: (t) => payment(t),
  },
  {
    name: 'allocatePayment',
    selection: paymentFields,
    input: (t) => ({
      paymentId: madeOr(t, 'recordPayment', paymentOf(t)),
      allocations: [{ invoiceId: invoiceOf(t, 'first'), amountMinor: 100 }],
      ...{ expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'releaseAllocation',
    selection: paymentFields,
    input: (t) => ({
      paymentId: madeOr(t, 'recordPayment', paymentOf(t)),
      ...{ invoiceId: invoiceOf(t, 'first'), amountMinor: 50, expectedVersion: 2, ...key() },
    }),
  },
  {
    name: 'refundPayment',
    selection: `refund { id number amount { amountMinor } reason } ${paymentFields}`,
    input: (t) => ({
      paymentId: madeOr(t, 'recordPayment', paymentOf(t)),
      ...{ amount: money(10), reason, expectedVersion: 3, ...key() },
    }),
  },
  {
    name: 'reversePayment',
    selection: paymentFields,
    input: async (t) => ({ paymentId: await anotherPayment(t), reason, expectedVersion: 1, ...key() }),
  },
  {
    name: 'reverseInvoice',
    selection: 'invoice { id state student { id } reversal { number reason } }',
    input: (t) => ({ invoiceId: invoiceOf(t, 'last'), reason, expectedVersion: 1, ...key() }),
  },
  {
    name: 'setHoldRule',
    selection: 'holdRule { organizationId from { amountMinor } graceDays version }',
    input: (t) => ({
      ...{ organizationId: t.organization, from: money(7_000), graceDays: 3, expectedVersion: 1, ...key() },
    }),
  },
];
