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

const within = ({ organizationIds }: Pick<Scope, 'organizationIds'>): RawBuilder<unknown> =>
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

/** The parts of several accounts that one request may see. */
export interface Scopes {
  readonly studentIds: readonly string[];
  readonly organizationIds: readonly string[] | null;
}

export interface Balance {
  readonly studentId: string;
  readonly currency: string;
  readonly amount: number;
}

/** What is owed on accounts, by currency: the sum of their lines. */
export async function balancesOf(
  request: Request,
  { studentIds, organizationIds }: Scopes,
): Promise<Balance[]> {
  const { rows } = await sql<Omit<Balance, 'amount'> & { amount: string }>`
    select line.student_id as "studentId", line.currency, sum(line.amount)::bigint as amount
    from ledger_line line join ledger_posting posting on posting.id = line.posting_id
    where line.account = 'RECEIVABLE' and line.student_id = any(${studentIds}::uuid[]) and ${within({ organizationIds })}
    group by line.student_id, line.currency order by line.currency
  `.execute(request.reads<unknown>());
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

/** What is owed on accounts, by the day on which it is due. */
export function dueOf(request: Request, { studentIds, organizationIds }: Scopes): Promise<DueOfStudent[]> {
  const theirs =
    organizationIds === null ? sql`true` : sql`i.organization_id = any(${organizationIds}::uuid[])`;
  return dueWhere(request, sql`i.student_id = any(${studentIds}::uuid[]) and ${theirs}`, sql`i.student_id`);
}

export interface DueOfStudent extends Due {
  readonly studentId: string;
}

/** What is owed to organizations, by the day on which it is due. */
export function dueTo(request: Request, organizationIds: readonly string[]): Promise<Due[]> {
  return dueWhere(request, sql`i.organization_id = any(${organizationIds}::uuid[])`, sql`null::uuid`);
}

/** @param student whom the sums are of; null where they are of everybody */
async function dueWhere(
  request: Request,
  condition: RawBuilder<unknown>,
  student: RawBuilder<unknown>,
): Promise<DueOfStudent[]> {
  const { rows } = await sql<Omit<DueOfStudent, 'amount'> & { amount: string }>`
    select ${student} as "studentId", i.due_on as "dueOn", i.time_zone as "timeZone", i.currency,
      sum(line.amount)::bigint as amount
    from invoice i join ledger_line line on line.invoice_id = i.id and line.account = 'RECEIVABLE'
    where ${condition}
    group by 1, i.due_on, i.time_zone, i.currency having sum(line.amount) <> 0
    order by i.due_on
  `.execute(request.reads<unknown>());
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}
