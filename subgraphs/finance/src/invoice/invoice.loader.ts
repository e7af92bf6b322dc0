import type { Page } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import { badInput } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { id, instant } from '@learnova/schema/define';
import { sql } from 'kysely';
import { z } from 'zod';
import { organizationsKept, studentsOfPayer } from '../person.ties.ts';
import type { Invoice } from './invoice.entity.ts';
import { invoicesById, invoicesWhere } from './invoice.reads.ts';

/** The door to invoices. */
export const invoices = defineLoader<Invoice>({
  type: 'Invoice',
  load: invoicesById,
  visible: visibleInvoices,
});

export async function visibleInvoices(
  request: Request,
  rows: readonly Invoice[],
): Promise<readonly Invoice[]> {
  const [own, kept] = [await studentsOfPayer(request), await organizationsKept(request)];
  return rows.filter((row) => own.has(row.studentId) || kept.has(row.organizationId));
}

const place = z.tuple([instant, id]);

/** The parts of the sort key: newest first. */
export const placeOf = ({ issuedAt, id }: Invoice): readonly string[] => [issuedAt.toISOString(), id];

/** A page of the invoices of students, newest first: those of some organizations, or all of them. */
export function pageOfInvoices(
  request: Request,
  studentIds: readonly string[],
  organizationIds: readonly string[] | null,
  { limit, after }: Page,
): Promise<Invoice[]> {
  const from = after === null ? null : place.safeParse(after);
  if (from?.success === false)
    throw badInput(['after'], 'This is no cursor of this list: take `endCursor` as it came.');
  const beyond = from
    ? sql`and (i.issued_at, i.id) < (${from.data[0]}::timestamptz, ${from.data[1]}::uuid)`
    : sql``;
  const among =
    organizationIds === null ? sql`` : sql`and i.organization_id = any(${organizationIds}::uuid[])`;
  return invoicesWhere(request, sql`i.student_id = any(${studentIds}::uuid[]) ${among} ${beyond}`, limit);
}
