import { person } from '@learnova/platform/actor';
import type { Request } from '@learnova/platform/request';
import { Teaches } from '@learnova/schema/asks/academics';

/** Those of the sections that the person who asks teaches now. */
export async function sectionsTaught(
  request: Request,
  sectionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (sectionIds.length === 0) return new Set();
  const asked = { staffId: person(request).personId, sectionIds: [...new Set(sectionIds)].sort() };
  return new Set((await request.ask(Teaches, asked)).map(({ sectionId }) => sectionId));
}
