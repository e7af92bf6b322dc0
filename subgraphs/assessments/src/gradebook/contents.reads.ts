import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { LineItem } from '../line-item/line-item.entity.ts';
import { Score } from '../score/score.entity.ts';
import { GradingScheme } from './grading-scheme.entity.ts';

/** The scheme that holds of each section: its newest version. */
export async function schemesOf(request: Request, sectionIds: readonly string[]): Promise<GradingScheme[]> {
  const { rows } = await sql<GradingScheme>`
    select distinct on (section_id) section_id as "sectionId", version, grading_scale_id as "gradingScaleId", categories,
      decimal_places as "decimalPlaces", rounding, recorded_by as "recordedBy", recorded_at as "recordedAt"
    from grading_scheme where section_id = any(${sectionIds}::uuid[])
    order by section_id, version desc
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new GradingScheme(), row));
}

/** The line items of sections as they hold now, by category, date and title. */
export async function lineItemsOf(request: Request, sectionIds: readonly string[]): Promise<LineItem[]> {
  const { rows } = await sql<LineItem>`
    select * from (
      select distinct on (id) id, version, section_id as "sectionId", category, title, result_value_max as "resultValueMax",
        due_at as "dueAt", recorded_by as "recordedBy", recorded_at as "recordedAt"
      from line_item where section_id = any(${sectionIds}::uuid[])
      order by id, version desc
    ) as held
    order by category, "dueAt" nulls last, title, id
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new LineItem(), row));
}

/** What holds of each student at each line item of sections. */
export function heldScores(request: Request, sectionIds: readonly string[]): Promise<Score[]> {
  return scores(
    request,
    sql`select distinct on (line_item_id, student_id) ${columns} from score
      where section_id = any(${sectionIds}::uuid[])
      order by line_item_id, student_id, version desc`,
  );
}

/** All that was said of students at line items, oldest first. */
export function scoreHistory(
  request: Request,
  cells: readonly Pick<Score, 'lineItemId' | 'studentId'>[],
): Promise<Score[]> {
  const [items, students] = [cells.map((c) => c.lineItemId), cells.map((c) => c.studentId)];
  return scores(
    request,
    sql`select ${columns} from score
      where (line_item_id, student_id) in (select * from unnest(${items}::uuid[], ${students}::uuid[]))
      order by version`,
  );
}

const columns = sql`id, section_id as "sectionId", line_item_id as "lineItemId", student_id as "studentId", version, state,
  value, recorded_by as "recordedBy", recorded_at as "recordedAt"`;

async function scores(request: Request, query: RawBuilder<unknown>): Promise<Score[]> {
  const { rows } = await (query as RawBuilder<Score>).execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new Score(), row));
}
