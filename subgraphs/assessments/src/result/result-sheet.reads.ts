import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { GradeBand } from '../scale/grading-scale.entity.ts';

/** By which version of a section's gradebook something was graded. */
export interface GradedBy {
  readonly sectionId: string;
  readonly gradebookVersion: number;
}

interface ScaleOfSection {
  readonly sectionId: string;
  readonly title: string;
  readonly bands: readonly GradeBand[];
}

/** The scales that held at these versions, each once a section, by title. */
export async function scalesOf(request: Request, graded: readonly GradedBy[]): Promise<ScaleOfSection[]> {
  const sections = graded.map(({ sectionId }) => sectionId);
  const versions = graded.map(({ gradebookVersion }) => gradebookVersion);
  const { rows } = await sql<ScaleOfSection>`
    select distinct pin.section_id as "sectionId", scale.id, scale.title, scale.bands
    from unnest(${sections}::uuid[], ${versions}::int[]) as pin (section_id, version)
    cross join lateral (
      select grading_scale_id from grading_scheme
      where section_id = pin.section_id and version <= pin.version order by version desc limit 1
    ) as scheme
    join grading_scale as scale on scale.id = scheme.grading_scale_id
    order by scale.title, scale.id
  `.execute(request.reads<unknown>());
  return rows;
}
