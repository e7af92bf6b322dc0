import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { idempotent, keyDescription } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { InvoiceReversed } from '@learnova/schema/events/finance';
import { UUID } from '@learnova/schema/scalars';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { pointAt } from '../account/account.topic.ts';
import { permitKeeping } from '../bursary.policy.ts';
import { changed } from '../changed.refusal.ts';
import { settleHolds } from '../hold/hold.settle.ts';
import { invoiced, negated, released } from '../ledger/ledger.rules.ts';
import { nextNumbers, yearOf } from '../ledger/numbers.ts';
import { post } from '../ledger/post.ts';
import { reasonFor } from '../ledger/reason.loader.ts';
import { Reversal } from '../ledger/reversal.entity.ts';
import { inTurn } from '../ledger/turns.ts';
import { allocationsOf } from '../payment/allocation.type.ts';
import { Invoice } from './invoice.entity.ts';
import { invoices } from './invoice.loader.ts';
import { invoicesById } from './invoice.reads.ts';

@InputType({ description: 'An invoice that should not have been.' })
export class ReverseInvoiceInput {
  @Field(() => UUID, { description: 'The invoice.' })
  invoiceId!: string;

  @Field(() => String, { description: 'Why, 1 to 500 characters: for who keeps the accounts alone.' })
  reason!: string;

  @Field(() => Int, { description: 'The version of the invoice that was read.' })
  expectedVersion!: number;

  @Field(() => String, { description: keyDescription })
  idempotencyKey!: string;
}

@ObjectType({ description: 'What was taken back. Only who took it back sees it here.' })
export class ReverseInvoicePayload {
  @Field(() => Invoice, { description: 'The invoice as it is now. Only who took it back sees it here.' })
  invoice!: Invoice;
}

@Resolver()
export class ReverseInvoice {
  @Mutation(() => ReverseInvoicePayload, {
    description:
      'Takes an invoice back as a whole by a document of its own: nothing of it is edited. What was paid on it becomes credit of those ' +
      'who paid. For bursars and administrators of its organization or above it.',
  })
  reverseInvoice(
    @Arg('input', () => ReverseInvoiceInput, { description: 'Which, and why.' }) input: ReverseInvoiceInput,
    @Ctx() request: Request,
  ): Promise<ReverseInvoicePayload> {
    const load = async (id: string) => ({ invoice: await fresh(request, invoices, id, 'invoice') });
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(aggregateId),
      run: async (remember) => {
        const { invoiceId: id } = input;
        const { organizationId, studentId, currency, timeZone } = (await load(id)).invoice;
        await permitKeeping(request, organizationId);

        const { invoice, allocations } = await open(request, id, studentId);
        if (invoice.version !== input.expectedVersion) throw await changed(request, 'invoice', invoice);
        if (invoice.reversal)
          throw refusal(
            'FINANCE_INVOICE_REVERSED',
            'This invoice was taken back already. There is nothing left to do.',
          );

        const now = await request.now();
        const day = dayOf(now, timeZone);
        const reason = reasonFor(id, input.reason);
        const [number = ''] = await nextNumbers(request, organizationId, 'CRN', yearOf(day));
        const by = { recordedBy: person(request).personId, recordedAt: now };
        const row = { documentId: id, kind: 'INVOICE', organizationId, number, day, ...by };
        request.em.persist([Object.assign(new Reversal(), row), reason]);
        const entry = { organizationId, day, currency };
        for (const { paymentId, amountMinor: amount } of allocations) {
          const lines = released(paymentId, [{ invoice, amount }]);
          post(request, { ...entry, kind: 'RELEASE', documentId: paymentId, lines }, now);
        }
        const lines = negated(invoiced(invoice, invoice.charges));
        post(request, { ...entry, kind: 'INVOICE_REVERSAL', documentId: id, lines }, now);

        const version = invoice.version + allocations.length + 1;
        const payload = { invoiceId: id, studentId };
        const live = pointAt([studentId], version);
        publish(request, InvoiceReversed, { aggregateId: id, version, organizationId, payload, live }, now);
        await settleHolds(request, organizationId, [{ invoice, by: -invoice.outstandingMinor }], now);
        remember({ aggregateId: id, version });
        await commit(request);
        return load(id);
      },
    });
  }
}

/** The invoice with what pays it, neither of which moves until the command has ended. */
async function open(request: Request, invoiceId: string, studentId: string) {
  const { allocations } = await inTurn(request, async () => {
    const allocations = await allocationsOf(request, { invoiceIds: [invoiceId] });
    return {
      allocations,
      studentIds: [studentId],
      paymentIds: allocations.map(({ paymentId }) => paymentId),
    };
  });
  const [invoice] = await invoicesById(request, [invoiceId]);
  if (!invoice) throw new Error('an invoice is gone');
  return { invoice, allocations };
}
