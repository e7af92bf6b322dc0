import { badInput } from '@learnova/platform/refusal';

/** A text that says something, without the space around it. @throws BAD_USER_INPUT where there is nothing, or too much */
export function decideText(text: string, path: readonly string[], longest: number): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > longest)
    throw badInput(path, `This takes 1 to ${longest} characters.`);
  return trimmed;
}
