import { badInput } from './refusal.ts';

/** A text as it is kept: without the blanks around it. @throws BAD_USER_INPUT where nothing is left, or too much */
export function decideText(text: string, path: readonly string[], longest = 100): string {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > longest)
    throw badInput(path, `This takes 1 to ${longest} characters.`);
  return trimmed;
}

/** What ends a line, a text or a program's patience. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * What stands in one line of a file, a list or a door, without the blanks around it.
 * @param what begins the sentence of the refusal
 * @throws BAD_USER_INPUT where nothing is left, or too much, or more than a line
 */
export function decideLine(text: string, path: readonly string[], what: string, longest: number): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= longest && !unprintable.test(trimmed)) return trimmed;
  throw badInput(path, `${what} has 1 to ${longest} characters, in one line.`);
}
