import { badInput, refusal } from '@learnova/platform/refusal';
import type { PublicationState } from './publication-state.enum.ts';

const day = 24 * 3_600_000;

/** Nobody can call off what is about to be seen: a command may take as long as this to be stored. */
const closeMs = 5_000;

interface Course {
  readonly publishAt: Date;
  readonly preparedAt: Date | null;
  readonly cancelledAt: Date | null;
}

/** @throws BAD_USER_INPUT for an instant that has passed, or is more than a year away */
export function decideInstant(publishAt: Date, now: Date): void {
  const away = publishAt.getTime() - now.getTime();
  if (away < 0)
    throw badInput(['input', 'publishAt'], 'This instant has passed. Choose one that is to come.');
  if (away > 366 * day) throw badInput(['input', 'publishAt'], 'The instant is a year away at most.');
}

/** How far a publication is at an instant: what `result/released.sql.ts` says of its results, in words. */
export function stateAt({ publishAt, preparedAt, cancelledAt }: Course, now: Date): PublicationState {
  if (cancelledAt) return 'CANCELLED';
  if (!preparedAt) return 'PREPARING';
  return publishAt.getTime() <= now.getTime() ? 'PUBLISHED' : 'SCHEDULED';
}

/** Whether a publication may be called off now. @throws ASSESSMENTS_PUBLISHED, ASSESSMENTS_PUBLICATION_CANCELLED */
export function decideCancel(publication: Course, now: Date): void {
  if (publication.cancelledAt)
    throw refusal('ASSESSMENTS_PUBLICATION_CANCELLED', 'This publication was called off already.');
  if (publication.publishAt.getTime() - now.getTime() < closeMs)
    throw refusal(
      'ASSESSMENTS_PUBLISHED',
      'These results are published, or about to be, and cannot be taken back. Withhold or amend those that are wrong.',
    );
}
