import { badInput } from '@learnova/platform/refusal';

/** The name of a person or an organization as it is kept: one line, without the blanks around it. Throws BAD_USER_INPUT. */
export function decideName(name: string, path: readonly string[]): string {
  return decideLine(name, path, 'A name', 200);
}

/** What stands in one line of a file or a list, without the blanks around it. Throws BAD_USER_INPUT; `what` begins the sentence. */
export function decideLine(text: string, path: readonly string[], what: string, longest: number): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= longest && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(trimmed)) return trimmed;
  throw badInput(path, `${what} has 1 to ${longest} characters, in one line.`);
}
