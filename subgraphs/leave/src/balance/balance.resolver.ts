import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
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
}
