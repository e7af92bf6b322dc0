import type { Request } from '@learnova/platform/request';
import { type RawBuilder, sql } from 'kysely';
import type { PostingKind } from '../ledger/posting.entity.ts';
import type { Due } from './statement.rules.ts';
import type { StudentAccount } from './student-account.type.ts';

interface EntryRow {
  readonly day: string;
  readonly kind: PostingKind;
  readonly document: string;
  readonly invoice: string;
  readonly currency: string;
  readonly amount: number;
}

type Scope = Pick<StudentAccount, 'id' | 'organizationIds'>;

const within = ({ organizationIds }: Scope): RawBuilder<unknown> =>
  organizationIds === null ? sql`true` : sql`posting.organization_id = any(${organizationIds}::uuid[])`;

/** All entries on an account up to a day, in order. */
export async function entriesOf(request: Request, account: Scope, to: string | null): Promise<EntryRow[]> {
  const { rows } = await sql<Omit<EntryRow, 'amount'> & { amount: string }>`
    select posting.day, posting.kind, line.currency, line.amount, i.number as invoice,
      coalesce(
        case when posting.kind = 'INVOICE_REVERSAL' then reversal.number end, payment.number, i.number
      ) as document
    from ledger_line line
    join ledger_posting posting on posting.id = line.posting_id
    join invoice i on i.id = line.invoice_id
    left join payment on payment.id = posting.document_id
    left join reversal on reversal.document_id = posting.document_id
    where line.account = 'RECEIVABLE' and line.student_id = ${account.id} and ${within(account)}
      ${to === null ? sql`` : sql`and posting.day < ${to}::date`}
    order by posting.day, posting.recorded_at, posting.id, line.no
  `.execute(request.reads<unknown>());
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

/** What is owed on an account, by currency: the sum of its lines. */
export async function balancesOf(request: Request, account: Scope) {
  const { rows } = await sql<{ currency: string; amount: string }>`
    select line.currency, sum(line.amount)::bigint as amount
    from ledger_line line join ledger_posting posting on posting.id = line.posting_id
    where line.account = 'RECEIVABLE' and line.student_id = ${account.id} and ${within(account)}
    group by line.currency order by line.currency
  `.execute(request.reads<unknown>());
  return rows.map(({ currency, amount }) => ({ currency, amount: Number(amount) }));
}

/** What is owed on an account, by the day on which it is due. */
export function dueOf(request: Request, account: Scope): Promise<Due[]> {
  const { id, organizationIds } = account;
  const theirs =
    organizationIds === null ? sql`true` : sql`i.organization_id = any(${organizationIds}::uuid[])`;
  return dueWhere(request, sql`i.student_id = ${id} and ${theirs}`);
}

/** What is owed to organizations, by the day on which it is due. */
export function dueTo(request: Request, organizationIds: readonly string[]): Promise<Due[]> {
  return dueWhere(request, sql`i.organization_id = any(${organizationIds}::uuid[])`);
}

async function dueWhere(request: Request, condition: RawBuilder<unknown>): Promise<Due[]> {
  const { rows } = await sql<Omit<Due, 'amount'> & { amount: string }>`
    select i.due_on as "dueOn", i.time_zone as "timeZone", i.currency, sum(line.amount)::bigint as amount
    from invoice i join ledger_line line on line.invoice_id = i.id and line.account = 'RECEIVABLE'
    where ${condition}
    group by i.due_on, i.time_zone, i.currency having sum(line.amount) <> 0
    order by i.due_on
  `.execute(request.reads<unknown>());
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}
