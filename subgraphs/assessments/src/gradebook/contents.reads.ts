import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import { LineItem } from '../line-item/line-item.entity.ts';
import { Score } from '../score/score.entity.ts';
import { GradingScheme } from './grading-scheme.entity.ts';

/** A gradebook as it is now, or as it was at one of its versions. Each section stands once in a list of these. */
export interface Pin {
  readonly sectionId: string;
  readonly version: number | null;
}

export const asTheyAre = (sectionIds: readonly string[]): Pin[] =>
  sectionIds.map((sectionId) => ({ sectionId, version: null }));

/** Rows of these gradebooks, for `where`. */
function pinned(pins: readonly Pin[]) {
  const sectionIds = pins.map(({ sectionId }) => sectionId);
  if (pins.every(({ version }) => version === null)) return sql`section_id = any(${sectionIds}::uuid[])`;
  const versions = pins.map(({ version }) => version);
  return sql`section_id = any(${sectionIds}::uuid[]) and version <= (
    select coalesce(pin.version, 2147483647)
    from unnest(${sectionIds}::uuid[], ${versions}::int[]) as pin (section_id, version)
    where pin.section_id = held.section_id
  )`;
}

/** The scheme that holds of each section: its newest version. */
export async function schemesOf(request: Request, pins: readonly Pin[]): Promise<GradingScheme[]> {
  const { rows } = await sql<GradingScheme>`
    select distinct on (section_id) section_id as "sectionId", version, grading_scale_id as "gradingScaleId", categories,
      decimal_places as "decimalPlaces", rounding, recorded_by as "recordedBy", recorded_at as "recordedAt"
    from grading_scheme as held where ${pinned(pins)}
    order by section_id, version desc
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new GradingScheme(), row));
}

/** The line items of sections as they hold now, by category, date and title. */
export async function lineItemsOf(request: Request, pins: readonly Pin[]): Promise<LineItem[]> {
  const { rows } = await sql<LineItem>`
    select * from (
      select distinct on (id) id, version, section_id as "sectionId", category, title, result_value_max as "resultValueMax",
        due_at as "dueAt", recorded_by as "recordedBy", recorded_at as "recordedAt"
      from line_item as held where ${pinned(pins)}
      order by id, version desc
    ) as item
    order by category, "dueAt" nulls last, title, id
  `.execute(request.reads<unknown>());
  return rows.map((row) => Object.assign(new LineItem(), row));
}

/** What holds of each student at each line item of sections. */
export function heldScores(request: Request, pins: readonly Pin[]): Promise<Score[]> {
  return scores(
    request,
    sql`select distinct on (line_item_id, student_id) ${columns} from score as held
      where ${pinned(pins)}
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
