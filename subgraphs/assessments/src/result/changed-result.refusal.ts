import { type Refusal, refusal } from '@learnova/platform/refusal';

/** Another version has taken the place of the one that was read. */
export function changedResult(): Refusal {
  return refusal(
    'ASSESSMENTS_CHANGED',
    'Another version of this result holds now. Load it again, and repeat what is still to be done.',
    { field: ['input', 'resultId'] },
  );
}
