import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { organizationsKept } from '../person.ties.ts';
import { FeeItem } from './fee-item.entity.ts';
import { FeeStructure } from './fee-structure.entity.ts';

/** Prices are the bursary's until they stand on an invoice. */
async function kept<T extends { readonly organizationId: string }>(
  request: Request,
  rows: readonly T[],
): Promise<readonly T[]> {
  const organizations = await organizationsKept(request);
  return rows.filter(({ organizationId }) => organizations.has(organizationId));
}

export const feeItems = defineLoader<FeeItem>({
  type: 'FeeItem',
  load: (request, ids) => request.em.find(FeeItem, { id: { $in: [...ids] } }),
  visible: kept,
});

export const feeStructures = defineLoader<FeeStructure>({
  type: 'FeeStructure',
  load: (request, ids) => request.em.find(FeeStructure, { id: { $in: [...ids] } }),
  visible: kept,
});

export function feeItemsOf(request: Request, organizationId: string): Promise<FeeItem[]> {
  return request.em.find(FeeItem, { organizationId }, { orderBy: { code: 'asc' } });
}

export function feeStructuresOf(request: Request, organizationId: string): Promise<FeeStructure[]> {
  return request.em.find(FeeStructure, { organizationId }, { orderBy: { dueOn: 'desc', id: 'asc' } });
}
