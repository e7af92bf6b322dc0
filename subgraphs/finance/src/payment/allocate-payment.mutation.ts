import { commit } from '@learnova/platform/commit';
import { type Done, idempotent } from '@learnova/platform/idempotent';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { allocated, released, type Share } from '../ledger/ledger.rules.ts';
import { post } from '../ledger/post.ts';
import { decideAllocation } from './allocation.rules.ts';
import type { Payment } from './payment.entity.ts';
import {
  AllocatePaymentInput,
  AllocatePaymentPayload,
  ReleaseAllocationInput,
  ReleaseAllocationPayload,
} from './payment.inputs.ts';
import { payments } from './payment.loader.ts';
import { decideRelease, refuseReversed } from './payment.rules.ts';
import { type Opened, openPayment, settled } from './payment.steps.ts';
import { found } from './record-payment.mutation.ts';

const keepers = 'For bursars and administrators of its organization or above it.';

@Resolver()
export class AllocatePayment {
  @Mutation(() => AllocatePaymentPayload, {
    description: `Pays invoices with what is left of a payment. ${keepers}`,
  })
  allocatePayment(
    @Arg('input', () => AllocatePaymentInput, { description: 'What pays what.' }) input: AllocatePaymentInput,
    @Ctx() request: Request,
  ): Promise<AllocatePaymentPayload> {
    return idempotent(request, input, {
      replay: (done) => reread(request, done),
      run: async (remember) => {
        const { allocations: wanted } = input;
        if (wanted.length === 0) throw badInput(['input', 'allocations'], 'Name at least one invoice.');
        const opened = await openPayment(
          request,
          input,
          wanted.map(({ invoiceId }) => invoiceId),
        );
        refuseReversed(opened.payment);
        const shares = decideAllocation(opened.payment, wanted, opened.invoices);
        return enter(request, opened, 'ALLOCATION', shares, remember);
      },
    });
  }

  @Mutation(() => ReleaseAllocationPayload, {
    description: `Frees what a payment pays of an invoice: it is credit of the payer again. ${keepers}`,
  })
  releaseAllocation(
    @Arg('input', () => ReleaseAllocationInput, { description: 'What is freed.' })
    input: ReleaseAllocationInput,
    @Ctx() request: Request,
  ): Promise<ReleaseAllocationPayload> {
    return idempotent(request, input, {
      replay: (done) => reread(request, done),
      run: async (remember) => {
        const opened = await openPayment(request, input, [input.invoiceId]);
        const invoice = opened.invoices[0];
        const held = opened.allocations.find(({ invoiceId }) => invoiceId === input.invoiceId);
        const share = held && invoice ? { invoice, amount: held.amountMinor } : undefined;
        const freed = decideRelease(opened.payment, share, input.amountMinor);
        return enter(request, opened, 'RELEASE', [freed], remember);
      },
    });
  }
}

/** The beats "apply" and "publish" of both. */
async function enter(
  request: Request,
  { payment, invoices }: Opened,
  kind: 'ALLOCATION' | 'RELEASE',
  shares: readonly Share[],
  remember: (done: Done) => void,
): Promise<{ payment: Payment }> {
  const now = await request.now();
  const { id, organizationId, currency, timeZone } = payment;
  const lines = kind === 'ALLOCATION' ? allocated(id, shares) : released(id, shares);
  post(request, { organizationId, kind, documentId: id, day: dayOf(now, timeZone), currency, lines }, now);
  const sign = kind === 'ALLOCATION' ? -1 : 1;
  const changes = shares.map((share) => ({ invoice: found(invoices, share), by: sign * share.amount }));
  const version = payment.version + 1;
  await settled(request, { ...payment, version }, changes, now);
  remember({ aggregateId: id, version });
  await commit(request);
  return reread(request, { aggregateId: id });
}

async function reread(
  request: Request,
  { aggregateId }: Pick<Done, 'aggregateId'>,
): Promise<{ payment: Payment }> {
  return { payment: await fresh(request, payments, aggregateId, 'payment') };
}
