import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';

export interface DueItem {
  readonly id: string;
  readonly sectionId: string;
  readonly dueAt: Date;
}

/** Line items, as they hold now, that are due before an instant and of which nobody was reminded: those that are due first. */
export async function itemsDueUnreminded(request: Request, until: Date, limit: number): Promise<DueItem[]> {
  const { rows } = await sql<DueItem>`
    select held.id, held.section_id as "sectionId", held.due_at as "dueAt" from line_item as held
    where held.due_at > ${await request.now()} and held.due_at <= ${until}
      and not exists (select from line_item as later where later.id = held.id and later.version > held.version)
      and not exists (select from work_reminder as r where r.line_item_id = held.id and r.due_at = held.due_at)
    order by held.due_at, held.id limit ${limit}
  `.execute(request.reads<unknown>());
  return rows;
}

export interface OpenWork {
  readonly studentId: string;
  readonly lineItemId: string;
  readonly sectionId: string;
  readonly title: string;
  readonly dueAt: Date;
}

/** Of these students and line items those that are due yet and not handed in: nothing was said of them, or that they are missing. */
export async function openWork(
  request: Request,
  studentIds: readonly string[],
  lineItemIds: readonly string[],
): Promise<OpenWork[]> {
  const { rows } = await sql<OpenWork>`
    select student.id as "studentId", item.id as "lineItemId", item.section_id as "sectionId", item.title,
      item.due_at as "dueAt"
    from (
      select distinct on (id) id, section_id, title, due_at from line_item
      where id = any(${lineItemIds}::uuid[]) order by id, version desc
    ) as item
    cross join unnest(${studentIds}::uuid[]) as student (id)
    left join lateral (
      select state from score where line_item_id = item.id and student_id = student.id order by version desc limit 1
    ) as said on true
    where item.due_at > ${await request.now()} and coalesce(said.state, 'NOT_ASSESSED') in ('NOT_ASSESSED', 'MISSING')
    order by item.due_at, item.id
  `.execute(request.reads<unknown>());
  return rows;
}
