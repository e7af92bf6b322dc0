import { badInput } from '@learnova/platform/refusal';

/** A title or a short name as it is kept: without blanks around it. Throws where it is empty or too long. */
export function decideText(text: string, path: readonly string[], most = 100): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > most) throw badInput(path, `It has 1 to ${most} characters.`);
  return trimmed;
}
