import { fresh } from '@learnova/platform/loader';
import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { sectionResults } from './result.loader.ts';
import type { FoundResult } from './result.reads.ts';

/** A result as it stands, for staff who see it: whom else it is shown to has nothing to command. Throws NOT_FOUND otherwise. */
export async function rereadResult(request: Request, resultId: string): Promise<FoundResult> {
  const result = await fresh(request, sectionResults, resultId, 'result');
  if (result.sight !== 'STAFF') throw notFound('result');
  return result;
}
