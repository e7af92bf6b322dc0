import { person } from '@learnova/platform/actor';
import { fresh } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { changed } from '../changed.refusal.ts';
import { Gradebook } from './gradebook.entity.ts';
import { type Contents, contentsNow, gradebooks } from './gradebook.loader.ts';
import { permitKeeping } from './gradebook.policy.ts';

/** A gradebook and what stands in it, for a command of who keeps it and has read it as it is. Throws the refusal otherwise. */
export async function loadForKeeping(
  request: Request,
  sectionId: string,
  expectedVersion: number,
): Promise<{ gradebook: Gradebook; held: Contents }> {
  const gradebook = await rereadGradebook(request, sectionId);
  await permitKeeping(request, gradebook);
  if (gradebook.version !== expectedVersion) throw await changed(request, 'gradebook', gradebook);
  return { gradebook, held: await contentsNow(request, sectionId) };
}

/** The gradebook as it stands, for who may see it. */
export function rereadGradebook(request: Request, sectionId: string): Promise<Gradebook> {
  return fresh(request, gradebooks, sectionId, 'gradebook');
}

/**
 * The gradebook at its next version, and what each fact of that has in common. Of two who make one at once the second is overtaken.
 */
export async function nextVersion(request: Request, gradebook: Gradebook) {
  const fact = {
    ...{ sectionId: gradebook.id, version: gradebook.version + 1 },
    ...{ recordedBy: person(request).personId, recordedAt: await request.now() },
  };
  const { version, ...blank } = gradebook;
  const next = version === 0 ? Object.assign(new Gradebook(), blank) : gradebook;
  request.em.persist(Object.assign(next, { changedBy: fact.recordedBy, changedAt: fact.recordedAt }));
  return { next, fact };
}
