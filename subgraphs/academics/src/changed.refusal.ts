import { type Refusal, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Names } from '@learnova/schema/asks/users';

interface Versioned {
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string | null;
}

/** The refusal of a command that was decided upon an older version: it names who made the newer one, and when. */
export async function changedMeanwhile(
  request: Request,
  what: 'meeting' | 'enrollment',
  row: Versioned,
): Promise<Refusal> {
  const { version, changedBy, changedAt } = row;
  const [who] = changedBy ? await request.ask(Names, { personIds: [changedBy] }) : [];
  return refusal(
    `ACADEMICS_${what.toUpperCase()}_CHANGED`,
    `${who?.name ?? 'Somebody'} changed this ${what} meanwhile. Load it again, and repeat what is still to be done.`,
    { version, changedBy, changedAt: changedAt.toISOString() },
  );
}
