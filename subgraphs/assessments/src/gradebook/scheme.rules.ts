import { decideText } from '@learnova/platform/decide-text';
import { badInput, refusal } from '@learnova/platform/refusal';
import { one, unitsOf } from '../decimal.rules.ts';

export interface Category {
  readonly code: string;
  readonly title: string;
  readonly weight: string;
}

const most = 20;
const field = ['input', 'categories'];

/**
 * Categories as they are kept. Their weights are more than 0 and together exactly 100; whatever is in use stays.
 * @param inUse codes of categories that have line items
 */
export function decideCategories(given: readonly Category[], inUse: ReadonlySet<string>): Category[] {
  if (given.length < 1 || given.length > most) throw badInput(field, `A scheme has 1 to ${most} categories.`);
  const categories = given.map(({ code, title, weight }, n) => {
    const at = [...field, String(n)];
    if (unitsOf(weight) <= 0n) throw badInput([...at, 'weight'], 'A category counts for more than 0.');
    return {
      ...{ code: decideText(code, [...at, 'code'], 20), title: decideText(title, [...at, 'title']) },
      weight,
    };
  });
  const codes = new Set(categories.map(({ code }) => code));
  if (codes.size < categories.length) throw badInput(field, 'Each category has a code of its own.');
  const all = categories.reduce((sum, { weight }) => sum + unitsOf(weight), 0n);
  if (all !== 100n * one) throw badInput(field, 'The weights of all categories together are exactly 100.');
  const lost = [...inUse].find((code) => !codes.has(code));
  if (lost !== undefined)
    throw refusal(
      'ASSESSMENTS_CATEGORY_IN_USE',
      `There are line items in ${lost}. Keep the category, or move them to another one first.`,
      { field, category: lost },
    );
  return categories;
}

export function checkPlaces(decimalPlaces: number): void {
  if (decimalPlaces < 0 || decimalPlaces > 3)
    throw badInput(['input', 'decimalPlaces'], 'Results are rounded to 0 to 3 places.');
}

export function noScheme() {
  return refusal(
    'ASSESSMENTS_NO_SCHEME',
    'Nothing says yet how this section is graded. Set its grading scheme first.',
  );
}
