import type { Request } from '@learnova/platform/request';
import { Names } from '@learnova/schema/asks/users';

/** What stands on a page to print: text, which is escaped where the page is made. */
export interface Page {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What nobody who reads it may overlook. */
  readonly notice?: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export async function namesOf(request: Request, ids: readonly string[]): Promise<(id: string) => string> {
  const people = await request.ask(Names, { personIds: [...new Set(ids)].sort() });
  const names = new Map(people.map(({ personId, name }) => [personId, name]));
  return (id) => names.get(id) ?? '';
}
