import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { LineItem } from '../line-item/line-item.entity.ts';
import { Score } from '../score/score.entity.ts';

interface RestsOn {
  /** The result's id. */
  readonly id: string;
  readonly scores: readonly Score[];
}

type Row = Score & {
  readonly resultId: string;
  readonly item: LineItem;
};

/**
 * The scores on which results rest, with their line items, both as of the version of the gradebook that was published: what was said
 * since then is not published. Of results that are shown already, one query for however many.
 */
export const scoresOfResults = defineLoader<RestsOn>({
  type: 'SectionResult.scores',
  load: async (request, ids) => {
    const { rows } = await sql<Row>`
      select distinct on (r.id, s.line_item_id) r.id as "resultId", s.id, s.section_id as "sectionId",
        s.line_item_id as "lineItemId", s.student_id as "studentId", s.version, s.state, s.value,
        s.recorded_by as "recordedBy", s.recorded_at as "recordedAt", to_json(i) as item
      from section_result as r
      join score as s on s.section_id = r.section_id and s.student_id = r.student_id and s.version <= r.gradebook_version
      cross join lateral (
        select id, version, section_id as "sectionId", category, title, result_value_max::text as "resultValueMax",
          due_at as "dueAt"
        from line_item where id = s.line_item_id and version <= r.gradebook_version
        order by version desc limit 1
      ) as i
      where r.id = any(${ids}::uuid[])
      order by r.id, s.line_item_id, s.version desc
    `.execute(request.reads<unknown>());
    const groups = Map.groupBy(rows, ({ resultId }) => resultId);
    return ids.map((id) => ({ id, scores: (groups.get(id) ?? []).map(scoreOf).toSorted(byItem) }));
  },
  visible: async (_request, rows) => rows,
});

function scoreOf({ resultId: _resultId, item, ...score }: Row): Score {
  const dueAt = item.dueAt === null ? null : new Date(item.dueAt);
  const lineItem = Object.assign(new LineItem(), { ...item, dueAt });
  return Object.assign(new Score(), { ...score, lineItem });
}

function byItem({ lineItem: one }: Score, { lineItem: other }: Score): number {
  const key = (item: LineItem | undefined) => `${item?.category} ${item?.title} ${item?.id}`;
  return key(one).localeCompare(key(other));
}

export async function scoresOf(request: Request, resultId: string): Promise<readonly Score[]> {
  return (await request.load(scoresOfResults, resultId))?.scores ?? [];
}
