import { changedMeanwhile, type Newest, type Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Names } from '@learnova/schema/asks/users';

/** The refusal of a command that was decided upon an older version than this row has. */
export async function changed(
  request: Request,
  what: 'meeting' | 'enrollment',
  row: Newest,
): Promise<Refusal> {
  const [who] = row.changedBy ? await request.ask(Names, { personIds: [row.changedBy] }) : [];
  return changedMeanwhile(`ACADEMICS_${what.toUpperCase()}_CHANGED`, what, row, who?.name);
}
