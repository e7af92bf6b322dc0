import { Names } from '@learnova/schema/asks/users';
import { changedMeanwhile, type Newest, type Refusal } from './refusal.ts';
import type { Request } from './request.ts';

/** The refusal of a command that was decided upon an older version than this row has, with the name of who changed it. */
export async function changedBySomebody(
  request: Request,
  code: string,
  what: string,
  newest: Newest,
): Promise<Refusal> {
  const [who] = newest.changedBy ? await request.ask(Names, { personIds: [newest.changedBy] }) : [];
  return changedMeanwhile(code, what, newest, who?.name);
}
