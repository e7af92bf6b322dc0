import { publish } from '@learnova/platform/commit';
import { schedule } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import { inTransaction } from '@learnova/platform/in-transaction';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { ReminderDue } from '@learnova/schema/events/finance';
import { sql } from 'kysely';
import { pointAt } from '../account/account.topic.ts';
import { Hold } from '../hold/hold.entity.ts';
import { holdsOn } from '../hold/hold.reads.ts';
import { tell } from '../hold/hold.settle.ts';
import { keepPlaces } from '../hold/invoicing-organizations.ts';
import type { Invoice } from '../invoice/invoice.entity.ts';
import { invoicesWhere } from '../invoice/invoice.reads.ts';
import { InvoiceReminder } from './invoice-reminder.entity.ts';
import { stepOf } from './reminder.rules.ts';

/** Students of one transaction. */
const portion = 200;

/**
 * What a day that has passed makes of open invoices: those that are due soon, or overdue, are marked and reminded of, a step once;
 * and holds that began or ended by the calendar alone are told. It begins anew wherever it was interrupted.
 */
export const remind = schedule('finance.remind', '10 5 * * *', async (request) => {
  await inTransaction(request, () => keepPlaces(request));
  for (let after: string | null = null; ; ) {
    const studentIds = await studentsInQuestion(request, after);
    if (studentIds.length === 0) return;
    after = studentIds.at(-1) ?? null;
    request.forget();
    await inTransaction(request, async () => {
      await takeTurns(
        request,
        studentIds.map((id) => `account ${id}`),
      );
      await remindOf(request, studentIds);
    });
  }
});

async function remindOf(request: Request, studentIds: readonly string[]): Promise<void> {
  const now = await request.now();
  const open = await invoicesWhere(
    request,
    sql`i.student_id = any(${studentIds}::uuid[]) and l.outstanding > 0`,
  );
  const told = await request.em.find(InvoiceReminder, { invoiceId: { $in: open.map(({ id }) => id) } });
  const due = open.flatMap((invoice) => {
    const step = stepOf(invoice, now);
    const isNew = step !== null && !told.some((one) => one.invoiceId === invoice.id && one.step === step);
    return isNew ? [{ invoice, step }] : [];
  });
  for (const [organizationId, some] of Map.groupBy(due, ({ invoice }) => invoice.organizationId)) {
    publishReminders(request, organizationId, some, now);
  }
  await settle(request, studentIds, now);
}

function publishReminders(
  request: Request,
  organizationId: string,
  due: readonly { readonly invoice: Invoice; readonly step: number }[],
  now: Date,
): void {
  request.em.persist(
    due.map(({ invoice, step }) =>
      Object.assign(new InvoiceReminder(), { invoiceId: invoice.id, step, remindedAt: now }),
    ),
  );
  const reminders = due.map(({ invoice: { id: invoiceId, studentId }, step }) => ({
    ...{ invoiceId, studentId, step },
    kind: step === 0 ? ('DUE_SOON' as const) : ('OVERDUE' as const),
  }));
  const live = pointAt(
    reminders.map(({ studentId }) => studentId),
    1,
  );
  publish(
    request,
    ReminderDue,
    { aggregateId: newId(), version: 1, organizationId, payload: { reminders }, live },
    now,
  );
}

async function settle(request: Request, studentIds: readonly string[], now: Date): Promise<void> {
  const held = await holdsOn(request, studentIds);
  const told = await request.em.find(Hold, { studentId: { $in: [...studentIds] }, liftedAt: null });
  const all = new Map([...held, ...told].map((one) => [`${one.studentId} ${one.organizationId}`, one]));
  for (const [key, one] of all) {
    const isHeld = held.some((other) => `${other.studentId} ${other.organizationId}` === key);
    tell(request, one, told, isHeld, now);
  }
}

/** Students who owe something, or of whom a hold was told, by id. */
async function studentsInQuestion(request: Request, after: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select student_id as id from (
      select student_id from ledger_line where account = 'RECEIVABLE' group by student_id having sum(amount) > 0
      union
      select student_id from hold where lifted_at is null
    ) as debtor
    ${after === null ? sql`` : sql`where student_id > ${after}::uuid`}
    order by student_id limit ${portion}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}
