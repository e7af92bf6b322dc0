import { commit } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { inTransaction } from '@learnova/platform/in-transaction';
import { placeOf, placesOf } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { CarryOutInvoiceRun, PreviewInvoiceRun } from '@learnova/schema/jobs/finance';
import { FeeStructure } from '../fee/fee-structure.entity.ts';
import { type Asked, candidatesOf, cohortOf, payingFor } from './cohort.ts';
import { InvoiceRun } from './invoice-run.entity.ts';
import { InvoiceRunItem } from './invoice-run-item.entity.ts';
import { issuePortion } from './issue-portion.ts';
import { waitingIn } from './run.reads.ts';
import { decideInvoice } from './run.rules.ts';

/** Students of one transaction: enough to be fast, few enough to hold a series of numbers for an instant only. */
const portion = 200;

/** The dry run: all of the cohort with what stands in the way of each, or nothing of it. */
export const previewInvoiceRun = implement(PreviewInvoiceRun, async (request, { invoiceRunId }) => {
  const asked = await askedOf(request, invoiceRunId);
  const items: InvoiceRunItem[] = [];
  for (let after: string | null = null; ; ) {
    const cohort = await cohortOf(request, asked, { after, limit: portion });
    const studentIds = [...cohort.keys()];
    const paidFor = await payingFor(request, studentIds);
    for (const [studentId, candidate] of await candidatesOf(request, asked, studentIds, cohort, paidFor)) {
      const { problem } = decideInvoice(candidate);
      items.push(Object.assign(new InvoiceRunItem(), { invoiceRunId, studentId, problem }));
    }
    if (studentIds.length < portion) break;
    after = studentIds.at(-1) ?? null;
  }
  const run = await request.em.findOneOrFail(InvoiceRun, { id: invoiceRunId });
  if (run.state !== 'PREVIEWING') return;
  Object.assign(run, { state: 'PREVIEWED', changedAt: await request.now() });
  request.em.persist(items);
  await commit(request);
});

/**
 * Issues what is left, a portion in a transaction: its invoices, their numbers, postings and outcomes stand together or not at
 * all. A worker that dies loses the portion that it was at; two that carry out the same run take turns, and find what is left.
 */
export const carryOutInvoiceRun = implement(CarryOutInvoiceRun, async (request, { invoiceRunId }) => {
  const asked = await askedOf(request, invoiceRunId);
  for (;;) {
    const waiting = await waitingIn(request, invoiceRunId, portion);
    if (waiting.length === 0) break;
    request.forget();
    request.timePassed();
    const enrolled = await cohortOf(request, asked, { studentIds: waiting });
    const paidFor = await payingFor(request, waiting);
    const places = await placesOf(request, [...enrolled.values()]);
    await inTransaction(request, async () => {
      await takeTurns(request, [`invoice run of ${asked.structure.id}`]);
      const left = new Set(await waitingIn(request, invoiceRunId, portion));
      const candidates = await candidatesOf(
        request,
        asked,
        waiting.filter((id) => left.has(id)),
        enrolled,
        paidFor,
      );
      if (candidates.size > 0)
        await issuePortion(request, { invoiceRunId, asked, candidates, enrolled, places });
    });
  }
  await inTransaction(request, async () => {
    await takeTurns(request, [`invoice run of ${asked.structure.id}`]);
    request.em.clear();
    const run = await request.em.findOneOrFail(InvoiceRun, { id: invoiceRunId });
    if (run.state === 'RUNNING') Object.assign(run, { state: 'DONE', changedAt: await request.now() });
  });
});

async function askedOf(request: Request, invoiceRunId: string): Promise<Asked> {
  const run = await request.em.findOneOrFail(InvoiceRun, { id: invoiceRunId });
  const { feeStructureId, enrolledOn, requirePayer } = run;
  const structure = await request.em.findOneOrFail(FeeStructure, { id: feeStructureId });
  const { subtree: organizationIds } = await placeOf(request, structure.organizationId);
  return { structure, organizationIds, enrolledOn, requirePayer };
}
