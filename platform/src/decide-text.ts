import { badInput } from './refusal.ts';

/** A text as it is kept: without the blanks around it. @throws BAD_USER_INPUT where nothing is left, or too much */
export function decideText(text: string, path: readonly string[], longest = 100): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > longest)
    throw badInput(path, `This takes 1 to ${longest} characters.`);
  return trimmed;
}
