import { person } from '@learnova/platform/actor';
import { commit } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { placeOf } from '@learnova/platform/places';
import { badInput, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Names } from '@learnova/schema/asks/users';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitKeeping } from '../bursary.policy.ts';
import type { Invoice } from '../invoice/invoice.entity.ts';
import { invoicesById, openInvoicesOf } from '../invoice/invoice.reads.ts';
import { allocated, received, type Share } from '../ledger/ledger.rules.ts';
import { nextNumbers, yearOf } from '../ledger/numbers.ts';
import { post } from '../ledger/post.ts';
import { inTurn } from '../ledger/turns.ts';
import { decideAllocation, oldestFirst, proportionally } from './allocation.rules.ts';
import { Payment } from './payment.entity.ts';
import { RecordPaymentInput, RecordPaymentPayload } from './payment.inputs.ts';
import { payments } from './payment.loader.ts';
import { decidePayment } from './payment.rules.ts';
import { settled } from './payment.steps.ts';

/** Load, may, decide, apply, publish; then the one flush. */
@Resolver()
export class RecordPayment {
  @Mutation(() => RecordPaymentPayload, {
    description:
      'Records money that came, and what it pays: several invoices, in part or whole. What is left stays credit of the payer. For ' +
      'bursars and administrators of the organization or above it.',
  })
  recordPayment(
    @Arg('input', () => RecordPaymentInput, { description: 'The payment.' }) input: RecordPaymentInput,
    @Ctx() request: Request,
  ): Promise<RecordPaymentPayload> {
    const load = async (id: string) => ({ payment: await fresh(request, payments, id, 'payment') });
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(aggregateId),
      run: async (remember) => {
        const { organizationId, payerId, method, amount, receivedOn } = input;
        const { timeZone } = await placeOf(request, organizationId);
        await permitKeeping(request, organizationId);
        const [payer] = await request.ask(Names, { personIds: [payerId] });
        if (!payer) throw notFound('person');
        const now = await request.now();
        const today = dayOf(now, timeZone);
        decidePayment(amount, receivedOn, today);

        const invoices = await invoicesInTurn(request, input);
        const shares = sharesOf(input, invoices);

        const id = newId();
        const [number = ''] = await nextNumbers(request, organizationId, 'REC', yearOf(today));
        const { amountMinor, currency } = amount;
        const payment = Object.assign(new Payment(), {
          ...{ id, number, organizationId, payerId, method, amountMinor, currency, receivedOn, timeZone },
          ...{ recordedBy: person(request).personId, recordedAt: now },
        });
        request.em.persist(payment);
        const entry = { organizationId, day: receivedOn, documentId: id, currency };
        post(request, { ...entry, kind: 'PAYMENT', lines: received(id, amountMinor) }, now);
        if (shares.length > 0)
          post(request, { ...entry, kind: 'ALLOCATION', lines: allocated(id, shares) }, now);

        const version = shares.length > 0 ? 2 : 1;
        const changes = shares.map((share) => ({ invoice: found(invoices, share), by: -share.amount }));
        await settled(request, { id, payerId, organizationId, version }, changes, now);
        remember({ aggregateId: id, version });
        await commit(request);
        return load(id);
      },
    });
  }
}

/** The invoices that are to be paid, none of which anybody else pays until this command has ended. */
async function invoicesInTurn(request: Request, input: RecordPaymentInput): Promise<Invoice[]> {
  const { allocations, spread, organizationId } = input;
  if (spread && allocations.length > 0)
    throw badInput(['input', 'spread'], 'Either name the invoices, or have the payment spread.');
  if (!spread && allocations.length === 0) return [];
  const { invoices } = await inTurn(request, async () => {
    const invoices = spread
      ? await openInvoicesOf(request, spread.studentIds, organizationId)
      : await invoicesById(
          request,
          allocations.map(({ invoiceId }) => invoiceId),
        );
    return { invoices, studentIds: invoices.map(({ studentId }) => studentId), paymentIds: [] };
  });
  return invoices;
}

function sharesOf(
  { organizationId, amount, allocations, spread }: RecordPaymentInput,
  invoices: readonly Invoice[],
): Share[] {
  const { amountMinor, currency } = amount;
  if (!spread) {
    return decideAllocation(
      { organizationId, currency, unallocatedMinor: amountMinor },
      allocations,
      invoices,
    );
  }
  const open = invoices.filter((invoice) => invoice.currency === currency);
  return spread.rule === 'OLDEST_FIRST' ? oldestFirst(amountMinor, open) : proportionally(amountMinor, open);
}

/** The invoice of a share as it was read. */
export function found(invoices: readonly Invoice[], { invoice: { id } }: Share): Invoice {
  const invoice = invoices.find((one) => one.id === id);
  if (!invoice) throw new Error('a share of an invoice that was not read');
  return invoice;
}
