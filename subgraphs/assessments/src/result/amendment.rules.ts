import { refusal } from '@learnova/platform/refusal';
import { unitsOf } from '../decimal.rules.ts';
import type { Outcome } from './result.rules.ts';

interface Published {
  readonly isReleased: boolean;
  readonly percentage: string;
  readonly grade: string;
  readonly points: string | null;
  readonly isPassing: boolean;
  readonly isComplete: boolean;
}

/**
 * Whether what comes of the scores now may take the place of a result.
 * @param isAwaited whether a publication has taken another result of the student in the section, or is to take it, whose instant is still to come
 * @throws ASSESSMENTS_NOT_PUBLISHED, ASSESSMENTS_PUBLICATION_AWAITED, ASSESSMENTS_NO_RESULT, ASSESSMENTS_NOTHING_TO_AMEND
 */
export function decideAmendment(before: Published, outcome: Outcome, isAwaited: boolean): void {
  if (!before.isReleased)
    throw refusal(
      'ASSESSMENTS_NOT_PUBLISHED',
      'This result is not published yet. Cancel its publication, and schedule it anew.',
    );
  if (isAwaited)
    throw refusal(
      'ASSESSMENTS_PUBLICATION_AWAITED',
      'Results of this section wait for their instant, and an amendment would show before it what they rest on. Cancel their publication, or amend when it is out.',
    );
  if (outcome.percentage === null)
    throw refusal(
      'ASSESSMENTS_NO_RESULT',
      'Nothing counts for this student any more. Withhold the result, or correct the scores first.',
    );
  const isSame =
    unitsOf(outcome.percentage) === unitsOf(before.percentage) &&
    outcome.grade === before.grade &&
    outcome.isComplete === before.isComplete &&
    outcome.isPassing === before.isPassing &&
    outcome.points === before.points;
  if (isSame)
    throw refusal(
      'ASSESSMENTS_NOTHING_TO_AMEND',
      'The scores give the result that was published. Correct them in the gradebook first.',
    );
}
