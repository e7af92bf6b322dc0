import type { Request } from '@learnova/platform/request';
import { sql } from 'kysely';
import type { Balance } from './balance.rules.ts';

export interface BalanceRow extends Balance {
  readonly personId: string;
  readonly leaveTypeId: string;
}

/** All balances of these people, as their entries and what they wait for add up to: one query, however many. */
export async function balancesOf(request: Request, personIds: readonly string[]): Promise<BalanceRow[]> {
  const { rows } = await sql<BalanceRow>`
    select person_id as "personId", leave_type_id as "leaveTypeId", leave_year as "leaveYear",
      sum(granted)::int as granted, sum(taken)::int as taken, sum(pending)::int as pending
    from (
      select person_id, leave_type_id, leave_year, case when kind = 'GRANT' then hundredths else 0 end as granted,
        case when kind = 'GRANT' then 0 else -hundredths end as taken, 0 as pending
      from leave_entry where person_id = any(${personIds}::uuid[])
      union all
      select r.person_id, r.leave_type_id, s.leave_year, 0, 0, s.hundredths
      from leave_request r join leave_slot s on s.leave_request_id = r.id
      where r.person_id = any(${personIds}::uuid[]) and r.state = 'PENDING'
    ) change
    group by 1, 2, 3 order by 1, 3 desc, 2
  `.execute(request.reads<unknown>());
  return rows;
}

/** Those of one person and kind of leave, by year. */
export async function balancesFor(
  request: Request,
  personId: string,
  typeId: string,
): Promise<readonly Balance[]> {
  return (await balancesOf(request, [personId])).filter(({ leaveTypeId }) => leaveTypeId === typeId);
}
