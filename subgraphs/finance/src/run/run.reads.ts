import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { InvoiceProblem } from './invoice-run-item.entity.ts';

export interface RunCounts {
  readonly id: string;
  readonly students: number;
  readonly invoiced: number;
  /** Those whom it did not invoice; before it runs, those whom it would not. */
  readonly problems: number;
  /** Those of whom nothing is decided yet. */
  readonly waiting: number;
}

/** Counts of runs, one query for all of them. */
export async function countsOf(request: Request, ids: readonly string[]): Promise<RunCounts[]> {
  const { rows } = await sql<RunCounts>`
    select run.id, count(item.student_id)::int as students, count(outcome.invoice_id)::int as invoiced,
      count(*) filter (where coalesce(outcome.problem, item.problem) is not null and outcome.invoice_id is null)::int as problems,
      count(item.student_id) filter (where outcome.student_id is null)::int as waiting
    from unnest(${ids}::uuid[]) as run (id)
    left join invoice_run_item item on item.invoice_run_id = run.id
    left join invoice_run_outcome outcome
      on outcome.invoice_run_id = run.id and outcome.student_id = item.student_id
    group by run.id
  `.execute(request.reads<unknown>());
  return rows;
}

export interface ProblemRow {
  readonly studentId: string;
  readonly problem: InvoiceProblem;
}

/** Those whom a run has not invoiced, or would not, by the student's id. */
export async function problemsOf(
  request: Request,
  runId: string,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<ProblemRow[]> {
  const { rows } = await sql<ProblemRow>`
    select item.student_id as "studentId", coalesce(outcome.problem, item.problem) as problem
    from invoice_run_item item
    left join invoice_run_outcome outcome using (invoice_run_id, student_id)
    where item.invoice_run_id = ${runId} and outcome.invoice_id is null
      and coalesce(outcome.problem, item.problem) is not null
      ${after === null ? sql`` : sql`and item.student_id > ${after}::uuid`}
    order by item.student_id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows;
}

/** Students of a run of whom nothing is decided yet. */
export async function waitingIn(request: Request, runId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select item.student_id as id from invoice_run_item item
    where item.invoice_run_id = ${runId} and not exists (
      select from invoice_run_outcome outcome
      where outcome.invoice_run_id = item.invoice_run_id and outcome.student_id = item.student_id
    )
    order by item.student_id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}

/** Earlier invoices from a fee structure, by student. */
export async function earlierOf(
  request: Request,
  feeStructureId: string,
  studentIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly reversed: boolean }[]>> {
  const { rows } = await sql<{ studentId: string; reversed: boolean }>`
    select i.student_id as "studentId", r.document_id is not null as reversed
    from invoice i left join reversal r on r.document_id = i.id
    where i.fee_structure_id = ${feeStructureId} and i.student_id = any(${studentIds}::uuid[])
  `.execute(request.reads<unknown>());
  return Map.groupBy(rows, ({ studentId }) => studentId);
}
