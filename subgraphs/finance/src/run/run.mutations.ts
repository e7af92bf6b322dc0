import { person } from '@learnova/platform/actor';
import { commit, order } from '@learnova/platform/commit';
import { idempotent } from '@learnova/platform/idempotent';
import { newId } from '@learnova/platform/ids';
import { fresh } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { CarryOutInvoiceRun, PreviewInvoiceRun } from '@learnova/schema/jobs/finance';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { permitKeeping } from '../bursary.policy.ts';
import { changed } from '../changed.refusal.ts';
import { feeStructures } from '../fee/fee.loader.ts';
import { InvoiceRun } from './invoice-run.entity.ts';
import {
  PreviewInvoiceRunInput,
  PreviewInvoiceRunPayload,
  StartInvoiceRunInput,
  StartInvoiceRunPayload,
} from './run.inputs.ts';
import { invoiceRuns } from './run.loader.ts';
import { decideStart, refuseRetired } from './run.rules.ts';

const keepers = 'For bursars and administrators of the organization of the fee structure or above it.';

@Resolver()
export class RunMutations {
  @Mutation(() => PreviewInvoiceRunPayload, {
    description: `Begins the dry run of an invoice run: whom it would invoice, and whom not. No invoice is made. ${keepers}`,
  })
  previewInvoiceRun(
    @Arg('input', () => PreviewInvoiceRunInput, { description: 'The cohort.' }) input: PreviewInvoiceRunInput,
    @Ctx() request: Request,
  ): Promise<PreviewInvoiceRunPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ invoiceRun: await load(request, aggregateId) }),
      run: async (remember) => {
        const { feeStructureId, enrolledOn, requirePayer } = input;
        const { organizationId, retiredAt } = await fresh(
          request,
          feeStructures,
          feeStructureId,
          'fee structure',
        );
        await permitKeeping(request, organizationId);
        refuseRetired(retiredAt);
        const now = await request.now();
        const invoiceRun = Object.assign(new InvoiceRun(), {
          ...{ id: newId(), organizationId, feeStructureId, enrolledOn, requirePayer, state: 'PREVIEWING' },
          ...{ changedBy: person(request).personId, changedAt: now },
        });
        request.em.persist(invoiceRun);
        order(request, PreviewInvoiceRun, { invoiceRunId: invoiceRun.id }, now);
        remember({ aggregateId: invoiceRun.id, version: 1 });
        await commit(request);
        return { invoiceRun };
      },
    });
  }

  @Mutation(() => StartInvoiceRunPayload, {
    description:
      'Has a run issue its invoices: to whom the dry run has found, unless something stands in the way by then. A run that has ' +
      `stopped on its way is started again, and goes on where it was. ${keepers}`,
  })
  startInvoiceRun(
    @Arg('input', () => StartInvoiceRunInput, { description: 'Which.' }) input: StartInvoiceRunInput,
    @Ctx() request: Request,
  ): Promise<StartInvoiceRunPayload> {
    return idempotent(request, input, {
      replay: async ({ aggregateId }) => ({ invoiceRun: await load(request, aggregateId) }),
      run: async (remember) => {
        const invoiceRun = await load(request, input.invoiceRunId);
        await permitKeeping(request, invoiceRun.organizationId);
        if (invoiceRun.version !== input.expectedVersion)
          throw await changed(request, 'invoice run', invoiceRun);
        decideStart(invoiceRun.state);
        const { retiredAt } = await fresh(request, feeStructures, invoiceRun.feeStructureId, 'fee structure');
        // What has begun is carried to its end: half a cohort is not left without its invoices.
        if (invoiceRun.state === 'PREVIEWED') refuseRetired(retiredAt, 'invoiceRunId');
        const now = await request.now();
        Object.assign(invoiceRun, { state: 'RUNNING', changedBy: person(request).personId, changedAt: now });
        order(request, CarryOutInvoiceRun, { invoiceRunId: invoiceRun.id }, now);
        remember({ aggregateId: invoiceRun.id, version: input.expectedVersion + 1 });
        await commit(request);
        return { invoiceRun };
      },
    });
  }
}

function load(request: Request, id: string): Promise<InvoiceRun> {
  return fresh(request, invoiceRuns, id, 'invoice run');
}
