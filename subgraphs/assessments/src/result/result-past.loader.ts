import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import { type FoundResult, versionsOf } from './result.reads.ts';

type Place = Pick<FoundResult, 'sectionId' | 'studentId'>;

const keyOf = ({ sectionId, studentId }: Place) => `${sectionId} ${studentId}`;
const placeOf = (key: string): Place => ({ sectionId: key.slice(0, 36), studentId: key.slice(37) });

interface Reason {
  readonly key: string;
  readonly reason: string;
}

/** Why results are withheld, or were released last. Of results whose gradebooks are seen: one query for however many. */
const reasons = defineLoader<Reason>({
  type: 'SectionResult.withholdingReason',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  load: async (request, keys) => {
    const [sections, students] = [
      keys.map((key) => placeOf(key).sectionId),
      keys.map((key) => placeOf(key).studentId),
    ];
    const { rows } = await sql<Place & { reason: string }>`
      select distinct on (section_id, student_id) section_id as "sectionId", student_id as "studentId", reason
      from result_withholding
      where (section_id, student_id) in (select * from unnest(${sections}::uuid[], ${students}::uuid[]))
      order by section_id, student_id, version desc
    `.execute(request.reads<unknown>());
    return rows.map((row) => ({ key: keyOf(row), reason: row.reason }));
  },
  visible: async (_request, rows) => rows,
});

interface History {
  readonly key: string;
  readonly versions: readonly FoundResult[];
}

/** All versions of results whose gradebooks are seen: one query for however many. */
const histories = defineLoader<History>({
  type: 'SectionResult.history',
  keyOf: ({ key }) => key,
  keyOfReference: ({ key }) => key,
  load: async (request, keys) => {
    const versions = Map.groupBy(await versionsOf(request, keys.map(placeOf)), keyOf);
    return keys.map((key) => ({ key, versions: versions.get(key) ?? [] }));
  },
  visible: async (_request, rows) => rows,
});

export async function reasonOf(request: Request, result: FoundResult): Promise<string | null> {
  return (await request.load(reasons, keyOf(result)))?.reason ?? null;
}

export async function historyOf(request: Request, result: FoundResult): Promise<readonly FoundResult[]> {
  const versions = (await request.load(histories, keyOf(result)))?.versions ?? [];
  return versions.map((version) => Object.assign(version, { sight: result.sight }));
}
