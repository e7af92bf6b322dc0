import { decideText } from '@learnova/platform/decide-text';
import { badInput } from '@learnova/platform/refusal';
import { one, placesOf, unitsOf } from '../decimal.rules.ts';
import { noScheme } from '../gradebook/scheme.rules.ts';

interface Wanted {
  readonly category: string;
  readonly title: string;
  readonly resultValueMax: string;
  readonly dueAt?: Date | null;
}

/**
 * A line item as it is kept. Throws where its category is none of the scheme, or somebody has scored more than it would hold.
 * @param scores what holds of everybody at it
 */
export function decideLineItem(
  { category, title, resultValueMax, dueAt = null }: Wanted,
  scheme: { readonly categories: readonly { readonly code: string }[] } | null,
  scores: readonly { readonly value: string | null }[],
) {
  if (!scheme) throw noScheme();
  if (!scheme.categories.some(({ code }) => code === category))
    throw badInput(['input', 'category'], 'The scheme has no such category.');
  const most = unitsOf(resultValueMax);
  const field = ['input', 'resultValueMax'];
  if (most <= 0n || most > 100_000n * one || placesOf(resultValueMax) > 3)
    throw badInput(field, 'It is more than 0 and at most 100000, with up to three places.');
  if (scores.some(({ value }) => value !== null && unitsOf(value) > most))
    throw badInput(field, 'Somebody has a higher score here. Correct that score first.');
  return { category, title: decideText(title, ['input', 'title']), resultValueMax, dueAt };
}
