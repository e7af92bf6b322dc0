import { defineLoader } from '@learnova/platform/loader';
import { Refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Holds } from '@learnova/schema/asks/finance';
import type { FoundResult } from './result.reads.ts';
import type { ResultState } from './result-state.enum.ts';

interface Standing {
  readonly id: string;
  /** Null where nobody could say. */
  readonly isHeld: boolean | null;
}

/**
 * Whether fees hold the results of students back, by finance's ledger and clock, asked anew in each request. Where finance does not
 * answer, or does not name a student, nobody knows, and nothing is shown.
 */
const holds = defineLoader<Standing>({
  type: 'Student.hold',
  load: async (request, ids) => {
    const held = await askedHolds(request, ids);
    return ids.map((id) => ({ id, isHeld: held.get(id) ?? null }));
  },
  visible: async (_request, rows) => rows,
});

async function askedHolds(request: Request, ids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  try {
    const answer = await request.ask(Holds, { studentIds: [...ids].sort() });
    return new Map(answer.map(({ studentId, held }) => [studentId, held]));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return new Map();
  }
}

/** How a result stands by its publication and the office. Staff is told this, and nothing of fees. */
export function standingOf({
  isReleased,
  isWithheld,
}: Pick<FoundResult, 'isReleased' | 'isWithheld'>): 'SCHEDULED' | 'WITHHELD' | 'PUBLISHED' {
  if (!isReleased) return 'SCHEDULED';
  return isWithheld ? 'WITHHELD' : 'PUBLISHED';
}

/** What becomes of a result for who asks. Staff sees what it has given. */
export async function stateOf(request: Request, result: FoundResult): Promise<ResultState> {
  const standing = standingOf(result);
  if (standing !== 'PUBLISHED' || result.sight === 'STAFF') return standing;
  const isHeld = (await request.load(holds, result.studentId))?.isHeld ?? null;
  if (isHeld === null) return 'UNCONFIRMED';
  return isHeld ? 'ON_HOLD' : 'PUBLISHED';
}

/** Whether it may be shown what the result is, and not only that there is one. */
export async function isShown(request: Request, result: FoundResult): Promise<boolean> {
  return result.sight === 'STAFF' || (await stateOf(request, result)) === 'PUBLISHED';
}
