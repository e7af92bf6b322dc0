import { defineLoader } from '@learnova/platform/loader';
import { forbidden, notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Affiliations } from '@learnova/schema/asks/users';
import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import { tiesOf } from '../person.ties.ts';
import { notes } from '../request/request.loader.ts';
import type { LeaveAudience } from '../type/leave-audience.enum.ts';
import { LeaveType } from '../type/leave-type.entity.ts';
import { leaveTypes } from '../type/leave-type.loader.ts';
import { availableOf } from './balance.rules.ts';
import { LeaveBalance } from './leave-balance.type.ts';
import { LeaveEntry } from './leave-entry.entity.ts';

const seen = "Seen by whoever sees the person's leave.";

export async function typeOf(request: Request, id: string): Promise<LeaveType> {
  const type = await request.load(leaveTypes, id);
  if (!type) throw notFound('kind of leave');
  return type;
}

@Resolver(() => LeaveBalance)
export class LeaveBalanceResolver {
  @FieldResolver(() => LeaveType, { description: `The kind of leave. ${seen}` })
  leaveType(@Root() { leaveTypeId }: LeaveBalance, @Ctx() request: Request): Promise<LeaveType> {
    return typeOf(request, leaveTypeId);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: `Days that may still be asked for; null where the kind of leave has no balance. ${seen}`,
  })
  async availableDays(
    @Root() { leaveTypeId, grantedDays, takenDays, pendingDays }: LeaveBalance,
    @Ctx() request: Request,
  ): Promise<number | null> {
    const { hasBalance } = await typeOf(request, leaveTypeId);
    // Days are hundredths shown as fractions, and fractions of ten are not exact.
    const left = availableOf({ granted: grantedDays, taken: takenDays, pending: pendingDays });
    return hasBalance ? Math.round(left * 100) / 100 : null;
  }
}

@Resolver(() => LeaveEntry)
export class LeaveEntryResolver {
  @FieldResolver(() => LeaveType, { description: `The kind of leave. ${seen}` })
  leaveType(@Root() { leaveTypeId }: LeaveEntry, @Ctx() request: Request): Promise<LeaveType> {
    return typeOf(request, leaveTypeId);
  }

  @FieldResolver(() => Float, { description: `Days more in the balance, or less. ${seen}` })
  days(@Root() { hundredths }: LeaveEntry): number {
    return hundredths / 100;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why the days were given, where something was said; null of what a request has changed, which says it itself. Seen by registrars ' +
      'and administrators of the organization; null with FORBIDDEN for others.',
  })
  async reason(
    @Root() { personId, leaveTypeId, grantId }: LeaveEntry,
    @Ctx() request: Request,
  ): Promise<string | null> {
    const { audience } = await typeOf(request, leaveTypeId);
    const kept = await request.load(keptByOffice, personId);
    if (!kept?.as.includes(audience)) throw forbidden();
    return grantId === null ? null : ((await request.load(notes, grantId))?.note ?? null);
  }
}

interface Kept {
  readonly id: string;
  /** As what the person is of an organization of whose office the person who asks is. */
  readonly as: readonly LeaveAudience[];
}

/** One question, however many people. */
const keptByOffice = defineLoader<Kept>({
  type: 'LeaveEntry.office',
  load: async (request, ids) => {
    const [{ office }, affiliations] = await Promise.all([
      tiesOf(request),
      request.ask(Affiliations, { personIds: [...ids].sort() }),
    ]);
    return affiliations.map(({ personId: id, studentOf, staffOf }) => ({
      id,
      as: [
        ...(studentOf && office.has(studentOf) ? ['STUDENT' as const] : []),
        ...(staffOf && office.has(staffOf) ? ['STAFF' as const] : []),
      ],
    }));
  },
  visible: async (_request, rows) => rows,
});
