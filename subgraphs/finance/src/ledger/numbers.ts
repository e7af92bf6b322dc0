import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';

/** Invoices, receipts, refunds, credit notes, and reversals of payments. */
export type Series = 'INV' | 'REC' | 'REF' | 'CRN' | 'REV';

/** The year whose numbers a document takes: that of the day on which it is written, in the organization's time zone. */
export const yearOf = (today: string): number => Number(today.slice(0, 4));

/** `INV-2026-000042` */
export function numberOf(series: Series, year: number, number: number): string {
  return `${series}-${year}-${String(number).padStart(6, '0')}`;
}

/**
 * The next numbers of a series, in order. The row of the series is locked until the command is committed or refused, and a number
 * that is not used goes back with it: so a series has no gap. Take them last, since everybody else waits. (The one row that is
 * written by SQL: a counter is no fact that an audit would explain; the documents that bear its numbers are.)
 */
export async function nextNumbers(
  request: Request,
  organizationId: string,
  series: Series,
  year: number,
  count = 1,
): Promise<string[]> {
  if (!request.em.isInTransaction()) await request.em.begin();
  const { rows } = await sql<{ last: number }>`
    insert into document_series (organization_id, series, year, last)
    values (${organizationId}, ${series}, ${year}, ${count})
    on conflict (organization_id, series, year) do update set last = document_series.last + excluded.last
    returning last
  `.execute(request.reads<unknown>());
  const last = rows[0]?.last ?? 0;
  return Array.from({ length: count }, (_, n) => numberOf(series, year, last - count + 1 + n));
}
