import { type Connection, connectionOf, PageArgs, pageOf, toConnection } from '@learnova/platform/connection';
import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type BalanceRow, balancesOf } from '../balance/balance.reads.ts';
import { LeaveBalance } from '../balance/leave-balance.type.ts';
import { LeaveEntry } from '../balance/leave-entry.entity.ts';
import { WorkPattern } from '../calendar/work-pattern.entity.ts';
import { LeaveRequest } from '../request/leave-request.entity.ts';
import { LeaveType } from '../type/leave-type.entity.ts';
import { LeaveRecord, seen } from './leave-record.type.ts';
import { leaveOf, placeOf } from './request.reads.ts';

const whoever = 'Seen by whoever sees the leave.';

export const LeaveRequestConnection = connectionOf('LeaveRequest', () => LeaveRequest, whoever);

interface Hanging<T> {
  readonly id: string;
  readonly list: readonly T[];
}

function hanging<T>(
  type: string,
  find: (request: Request, ids: readonly string[]) => Promise<Map<string, T[]>>,
) {
  return defineLoader<Hanging<T>>({
    type,
    load: async (request, ids) => {
      const found = await find(request, ids);
      return ids.map((id) => ({ id, list: found.get(id) ?? [] }));
    },
    visible: async (_request, rows) => rows,
  });
}

/** Of people whose leave is shown already: `<person> <audience>`. */
const balances = hanging<LeaveBalance>('LeaveRecord.balances', async (request, keys) => {
  const rows = await balancesOf(request, peopleIn(keys));
  const audiences = await audiencesOf(request, rows);
  const groups = Map.groupBy(
    rows,
    ({ personId, leaveTypeId }) => `${personId} ${audiences.get(leaveTypeId)}`,
  );
  return new Map([...groups].map(([key, some]) => [key, some.map(balanceOf)]));
});

export function balanceOf({ leaveTypeId, leaveYear, granted, taken, pending }: BalanceRow): LeaveBalance {
  const days = { grantedDays: granted / 100, takenDays: taken / 100, pendingDays: pending / 100 };
  return Object.assign(new LeaveBalance(), { leaveTypeId, leaveYear, ...days });
}

const entries = hanging<LeaveEntry>('LeaveRecord.entries', async (request, keys) => {
  const rows = await request.em.find(
    LeaveEntry,
    { personId: { $in: peopleIn(keys) } },
    { orderBy: { recordedAt: 'desc', id: 'desc' } },
  );
  const audiences = await audiencesOf(request, rows);
  return Map.groupBy(rows, ({ personId, leaveTypeId }) => `${personId} ${audiences.get(leaveTypeId)}`);
});

const workPatterns = hanging<WorkPattern>('LeaveRecord.workPatterns', async (request, staffIds) => {
  const rows = await request.em.find(
    WorkPattern,
    { staffId: { $in: [...staffIds] } },
    { orderBy: { from: 'desc', recordedAt: 'desc', id: 'desc' } },
  );
  return Map.groupBy(rows, ({ staffId }) => staffId);
});

const peopleIn = (keys: readonly string[]) => [...new Set(keys.map((key) => key.split(' ')[0] ?? ''))];

async function audiencesOf(
  request: Request,
  rows: readonly { readonly leaveTypeId: string }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ leaveTypeId }) => leaveTypeId))];
  const types = ids.length > 0 ? await request.em.find(LeaveType, { id: { $in: ids } }) : [];
  return new Map(types.map(({ id, audience }) => [id, audience]));
}

const keyOf = ({ personId, audience }: LeaveRecord) => `${personId} ${audience}`;

@Resolver(() => LeaveRecord)
export class LeaveRecordResolver {
  @FieldResolver(() => LeaveRequestConnection, {
    description: `What was asked for, whatever became of it, the latest first. ${seen}`,
  })
  async requests(
    @Root() { personId, audience }: LeaveRecord,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() request: Request,
  ): Promise<Connection<LeaveRequest>> {
    const page = pageOf(args, 2);
    return toConnection(await leaveOf(request, personId, audience, page), page, placeOf);
  }

  @FieldResolver(() => [LeaveBalance], {
    description: `What was given and taken, the latest year first. ${seen}`,
  })
  async balances(@Root() record: LeaveRecord, @Ctx() request: Request): Promise<readonly LeaveBalance[]> {
    return (await request.load(balances, keyOf(record)))?.list ?? [];
  }

  @FieldResolver(() => [LeaveEntry], {
    description: `The entries that the balances are sums of, newest first. ${seen}`,
  })
  async entries(@Root() record: LeaveRecord, @Ctx() request: Request): Promise<readonly LeaveEntry[]> {
    return (await request.load(entries, keyOf(record)))?.list ?? [];
  }

  @FieldResolver(() => [WorkPattern], {
    description: `The weeks that the member of staff works, the latest first; none of a student's. ${seen}`,
  })
  async workPatterns(
    @Root() { personId, audience }: LeaveRecord,
    @Ctx() request: Request,
  ): Promise<readonly WorkPattern[]> {
    return audience === 'STAFF' ? ((await request.load(workPatterns, personId))?.list ?? []) : [];
  }
}
