import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { organizationsKept } from '../person.ties.ts';
import { InvoiceRun } from './invoice-run.entity.ts';
import { countsOf, type RunCounts } from './run.reads.ts';

export const invoiceRuns = defineLoader<InvoiceRun>({
  type: 'InvoiceRun',
  load: (request, ids) => request.em.find(InvoiceRun, { id: { $in: [...ids] } }),
  visible: async (request, rows) => {
    const kept = await organizationsKept(request);
    return rows.filter(({ organizationId }) => kept.has(organizationId));
  },
});

/** Of runs that are shown already. */
export const runCounts = defineLoader<RunCounts>({
  type: 'InvoiceRun.counts',
  load: countsOf,
  visible: async (_request, rows) => rows,
});

export function invoiceRunsOf(request: Request, organizationId: string): Promise<InvoiceRun[]> {
  return request.em.find(
    InvoiceRun,
    { organizationId },
    { orderBy: { changedAt: 'desc', id: 'asc' }, limit: 50 },
  );
}
