import { badInput } from '@learnova/platform/refusal';

/** The name of a person or an organization as it is kept: one line, without the blanks around it. Throws BAD_USER_INPUT. */
export function decideName(name: string, path: readonly string[]): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= 200 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(trimmed)) return trimmed;
  throw badInput(path, 'A name has 1 to 200 characters, in one line.');
}
