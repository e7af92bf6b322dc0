import { decideLine } from '@learnova/platform/decide-text';
import { badInput } from '@learnova/platform/refusal';

/** A title, code or name as lists show it: one line. @throws BAD_USER_INPUT where it is none, or too long */
export function decideName(name: string, field: string, longest = 100): string {
  return decideLine(name, ['input', field], 'This', longest);
}

/** A change says something. @throws BAD_USER_INPUT where all of it was left out */
export function checkSaid(wanted: Readonly<Record<string, unknown>>): void {
  const fields = Object.keys(wanted).map((field) => `\`${field}\``);
  if (Object.values(wanted).every((value) => value === undefined || value === null))
    throw badInput(['input'], `Say what changes: ${fields.slice(0, -1).join(', ')} or ${fields.at(-1)}.`);
}
