import { decideLine } from '@learnova/platform/decide-text';

/** The name of a person or an organization as it is kept: one line, without the blanks around it. Throws BAD_USER_INPUT. */
export function decideName(name: string, path: readonly string[]): string {
  return decideLine(name, path, 'A name', 200);
}
