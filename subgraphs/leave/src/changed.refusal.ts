import { changedMeanwhile, type Newest, type Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Names } from '@learnova/schema/asks/users';

/** Somebody else was faster. `what` is a noun. */
export async function changed(request: Request, what: string, newest: Newest): Promise<Refusal> {
  const [who] = newest.changedBy ? await request.ask(Names, { personIds: [newest.changedBy] }) : [];
  return changedMeanwhile('LEAVE_CHANGED', what, newest, who?.name);
}
