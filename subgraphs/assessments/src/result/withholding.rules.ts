import { refusal } from '@learnova/platform/refusal';

/** @throws ASSESSMENTS_WITHHELD, ASSESSMENTS_NOT_WITHHELD where there is nothing to change */
export function decideWithholding(result: { readonly isWithheld: boolean }, isWithheld: boolean): void {
  if (result.isWithheld !== isWithheld) return;
  throw isWithheld
    ? refusal('ASSESSMENTS_WITHHELD', 'This result is held back already. Load it again.')
    : refusal('ASSESSMENTS_NOT_WITHHELD', 'This result is not held back by the office. Load it again.');
}
