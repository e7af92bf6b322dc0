import { person } from '@learnova/platform/actor';
import { commit, publish } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { PaymentRefunded } from '@learnova/schema/events/finance';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { pointAt } from '../account/account.topic.ts';
import { settleHolds } from '../hold/hold.settle.ts';
import { refunded, released } from '../ledger/ledger.rules.ts';
import { nextNumbers, yearOf } from '../ledger/numbers.ts';
import { post } from '../ledger/post.ts';
import { reasonFor } from '../ledger/reason.loader.ts';
import { Reversal } from '../ledger/reversal.entity.ts';
import {
  RefundPaymentInput,
  RefundPaymentPayload,
  ReversePaymentInput,
  ReversePaymentPayload,
} from './payment.inputs.ts';
import { payments } from './payment.loader.ts';
import { decidePaymentReversal, decideRefund } from './payment.rules.ts';
import { openPayment } from './payment.steps.ts';
import { found } from './record-payment.mutation.ts';
import { Refund } from './refund.entity.ts';

const keepers = 'For bursars and administrators of its organization or above it.';

@Resolver()
export class RefundPayment {
  @Mutation(() => RefundPaymentPayload, {
    description: `Gives back what is left of a payment, or a part: never more than was received. ${keepers}`,
  })
  refundPayment(
    @Arg('input', () => RefundPaymentInput, { description: 'What goes back.' }) input: RefundPaymentInput,
    @Ctx() request: Request,
  ): Promise<RefundPaymentPayload> {
    const load = async (id: string) => {
      const refund = await request.em.findOneOrFail(Refund, { id });
      return { refund, payment: await fresh(request, payments, refund.paymentId, 'payment') };
    };
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(aggregateId),
      run: async (remember) => {
        const { payment } = await openPayment(request, input, []);
        const amountMinor = decideRefund(payment, input.amount);
        const { id: paymentId, organizationId, currency, payerId } = payment;

        const now = await request.now();
        const day = dayOf(now, payment.timeZone);
        const id = newId();
        const reason = reasonFor(id, input.reason);
        const [number = ''] = await nextNumbers(request, organizationId, 'REF', yearOf(day));
        const refund = Object.assign(new Refund(), {
          ...{ id, number, organizationId, paymentId, amountMinor, currency, day },
          ...{ recordedBy: person(request).personId, recordedAt: now },
        });
        request.em.persist([refund, reason]);
        const lines = refunded(paymentId, amountMinor);
        post(request, { organizationId, kind: 'REFUND', documentId: id, day, currency, lines }, now);

        const version = payment.version + 1;
        const payload = { paymentId, payerId, refundId: id, studentIds: [] };
        publish(request, PaymentRefunded, { aggregateId: paymentId, version, organizationId, payload }, now);
        remember({ aggregateId: id, version });
        await commit(request);
        return load(id);
      },
    });
  }

  @Mutation(() => ReversePaymentPayload, {
    description:
      'Takes back a payment that never held: what it paid is owed again. Refused with FINANCE_PAYMENT_REFUNDED where money of it ' +
      `was given back. ${keepers}`,
  })
  reversePayment(
    @Arg('input', () => ReversePaymentInput, { description: 'Which, and why.' }) input: ReversePaymentInput,
    @Ctx() request: Request,
  ): Promise<ReversePaymentPayload> {
    const load = async (id: string) => ({ payment: await fresh(request, payments, id, 'payment') });
    return idempotent(request, input, {
      replay: ({ aggregateId }) => load(aggregateId),
      run: async (remember) => {
        const { payment, allocations, invoices } = await openPayment(request, input, 'all');
        decidePaymentReversal(payment);
        const { id, organizationId, currency, payerId, amountMinor } = payment;

        const now = await request.now();
        const day = dayOf(now, payment.timeZone);
        const reason = reasonFor(id, input.reason);
        const shares = allocations.map(({ invoiceId, studentId, amountMinor: amount }) => ({
          ...{ invoice: { id: invoiceId, studentId }, amount },
        }));
        const [number = ''] = await nextNumbers(request, organizationId, 'REV', yearOf(day));
        const by = { recordedBy: person(request).personId, recordedAt: now };
        const row = { documentId: id, kind: 'PAYMENT', organizationId, number, day, ...by };
        request.em.persist([Object.assign(new Reversal(), row), reason]);
        const entry = { organizationId, documentId: id, day, currency };
        if (shares.length > 0) post(request, { ...entry, kind: 'RELEASE', lines: released(id, shares) }, now);
        post(request, { ...entry, kind: 'PAYMENT_REVERSAL', lines: refunded(id, amountMinor) }, now);

        const version = payment.version + (shares.length > 0 ? 2 : 1);
        const studentIds = [...new Set(shares.map(({ invoice }) => invoice.studentId))];
        const payload = { paymentId: id, payerId, refundId: null, studentIds };
        const live = pointAt(studentIds, version);
        publish(request, PaymentRefunded, { aggregateId: id, version, organizationId, payload, live }, now);
        const changes = shares.map((share) => ({ invoice: found(invoices, share), by: share.amount }));
        await settleHolds(request, organizationId, changes, now);
        remember({ aggregateId: id, version });
        await commit(request);
        return load(id);
      },
    });
  }
}
