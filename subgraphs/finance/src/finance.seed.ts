import { fill } from '@learnova/platform/fill';
import { newId } from '@learnova/platform/ids';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import type { School, SchoolFeeStructure, SchoolInvoice, SchoolPayment } from '@learnova/schema/school';
import type { Charge } from './fee/charge.type.ts';
import { holdsOn } from './hold/hold.reads.ts';
import { allocated, invoiced, negated, received, refunded } from './ledger/ledger.rules.ts';
import { numberOf, type Series } from './ledger/numbers.ts';
import type { Entry } from './ledger/post.ts';

type Part = Pick<School, 'finance' | 'organizations'>;
type Rows = Record<string, object[]>;

/** Writes the books of a school into empty tables, as if each document had been written once by its bursar. */
export async function seedFinance(request: Request, { finance, organizations }: Part): Promise<void> {
  const timeZone = organizations.find((one) => one.timeZone !== null)?.timeZone ?? 'UTC';
  const books = new Books(timeZone);
  const { feeItems, feeStructures, holdRules } = finance;
  const titles = new Map(feeItems.map(({ id, title }) => [id, title]));
  const structures = new Map(
    feeStructures.map((one) => [
      one.id,
      {
        ...one,
        charges: one.charges.map((charge) => ({ ...charge, title: titles.get(charge.feeItemId) ?? '' })),
      },
    ]),
  );
  for (const structure of structures.values()) books.addStructure(structure);
  const students = new Map(finance.invoices.map(({ id, studentId }) => [id, studentId]));
  for (const invoice of finance.invoices)
    books.addInvoice(invoice, found(structures, invoice.feeStructureId));
  for (const payment of finance.payments) books.addPayment(payment, students);
  await fill(request, 'fee_item', [...feeItems]);
  await fill(
    request,
    'hold_rule',
    holdRules.map((rule) => ({ ...rule, changedAt: feeStructures[0]?.issuedAt, version: 1 })),
  );
  for (const [table, rows] of Object.entries(books.rows)) await fill(request, table, rows);
  await fill(request, 'document_series', books.series);
  await fill(request, 'invoicing_organization', placesOf(organizations, finance.invoices));
  await seedHolds(request, [...new Set(students.values())]);
}

/** Whoever is held by these books was told so on the morning on which it began. */
async function seedHolds(request: Request, studentIds: readonly string[]): Promise<void> {
  const held = await holdsOn(request, studentIds);
  await fill(
    request,
    'hold',
    held.map(({ studentId, organizationId, since }) => ({
      ...{ id: newId(), studentId, organizationId, placedAt: `${since}T05:10:00.000Z`, version: 1 },
    })),
  );
}

/** Where those stand that have invoiced. */
function placesOf(organizations: Part['organizations'], invoices: readonly SchoolInvoice[]): object[] {
  const parents = new Map(organizations.map(({ id, parentId }) => [id, parentId]));
  const pathOf = (id: string): string[] => {
    const parentId = parents.get(id);
    return parentId ? [...pathOf(parentId), id] : [id];
  };
  const ids = new Set(invoices.map(({ organizationId }) => organizationId));
  return [...ids].map((id) => ({ id, path: pathOf(id) }));
}

type Structure = Omit<SchoolFeeStructure, 'charges'> & { readonly charges: readonly Charge[] };

class Books {
  readonly rows: Rows = {};
  readonly #last = new Map<string, number>();
  readonly #timeZone: string;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  get series(): object[] {
    return [...this.#last].map(([key, last]) => {
      const [organizationId, series, year] = key.split(' ');
      return { organizationId, series, year: Number(year), last };
    });
  }

  addStructure({ sessionId, runId, issuedAt, by, withoutPayer, ...structure }: Structure): void {
    const made = { changedBy: by, changedAt: issuedAt };
    this.#add('fee_structure', { ...structure, academicSessionId: sessionId, ...made, version: 1 });
    this.#add('invoice_run', {
      ...{ id: runId, organizationId: structure.organizationId, feeStructureId: structure.id },
      ...{ enrolledOn: this.#day(issuedAt), requirePayer: true, state: 'DONE', ...made, version: 4 },
    });
    for (const studentId of withoutPayer) {
      const problem = { invoiceRunId: runId, studentId, problem: 'NO_PAYER' };
      this.#add('invoice_run_item', problem);
      this.#add('invoice_run_outcome', problem);
    }
  }

  addInvoice({ id, organizationId, studentId, reversedFor }: SchoolInvoice, structure: Structure): void {
    const { issuedAt, by, currency, charges, runId: invoiceRunId } = structure;
    const day = this.#day(issuedAt);
    const lines = invoiced({ id, studentId }, charges);
    this.#add('invoice_run_item', { invoiceRunId, studentId });
    this.#add('invoice_run_outcome', { invoiceRunId, studentId, invoiceId: id });
    this.#add('invoice', {
      ...{ id, number: this.#next(organizationId, 'INV', day), organizationId, studentId, invoiceRunId },
      ...{
        feeStructureId: structure.id,
        occurrence: 1,
        currency,
        charges,
        issuedOn: day,
        dueOn: structure.dueOn,
      },
      ...{ timeZone: this.#timeZone, issuedAt },
    });
    const entry = { organizationId, day, documentId: id, currency };
    this.#post({ ...entry, kind: 'INVOICE', lines }, null, issuedAt);
    if (!reversedFor) return;
    const number = this.#next(organizationId, 'CRN', day);
    const recorded = { recordedBy: by, recordedAt: issuedAt };
    this.#add('reversal', { documentId: id, kind: 'INVOICE', organizationId, number, day, ...recorded });
    this.#add('document_reason', { documentId: id, reason: reversedFor });
    this.#post({ ...entry, kind: 'INVOICE_REVERSAL', lines: negated(lines) }, by, issuedAt);
  }

  addPayment(payment: SchoolPayment, students: ReadonlyMap<string, string>): void {
    const { id, organizationId, payerId, method, amountMinor, currency, receivedAt, by, refund } = payment;
    const day = this.#day(receivedAt);
    const recorded = { recordedBy: by, recordedAt: receivedAt };
    const number = this.#next(organizationId, 'REC', day);
    this.#add('payment', {
      ...{ id, number, organizationId, payerId, method, amountMinor, currency, receivedOn: day },
      ...{ timeZone: this.#timeZone, ...recorded },
    });
    const entry = { organizationId, day, documentId: id, currency };
    this.#post({ ...entry, kind: 'PAYMENT', lines: received(id, amountMinor) }, by, receivedAt);
    const shares = payment.allocations.map(({ invoiceId, amountMinor: amount }) => ({
      invoice: { id: invoiceId, studentId: found(students, invoiceId) },
      amount,
    }));
    if (shares.length > 0)
      this.#post({ ...entry, kind: 'ALLOCATION', lines: allocated(id, shares) }, by, receivedAt);
    if (!refund) return;
    const back = {
      id: refund.id,
      paymentId: id,
      amountMinor: refund.amountMinor,
      organizationId,
      currency,
      day,
    };
    this.#add('refund', { ...back, number: this.#next(organizationId, 'REF', day), ...recorded });
    this.#add('document_reason', { documentId: refund.id, reason: refund.reason });
    const lines = refunded(id, refund.amountMinor);
    this.#post({ ...entry, documentId: refund.id, kind: 'REFUND', lines }, by, receivedAt);
  }

  #post({ lines, currency, ...entry }: Entry, recordedBy: string | null, recordedAt: string): void {
    const id = newId();
    this.#add('ledger_posting', { ...entry, id, recordedBy, recordedAt });
    for (const [no, line] of lines.entries())
      this.#add('ledger_line', { ...line, postingId: id, no, currency });
  }

  #next(organizationId: string, series: Series, day: string): string {
    const year = day.slice(0, 4);
    const key = `${organizationId} ${series} ${year}`;
    const number = (this.#last.get(key) ?? 0) + 1;
    this.#last.set(key, number);
    return numberOf(series, Number(year), number);
  }

  #day(instant: string): string {
    return dayOf(new Date(instant), this.#timeZone);
  }

  #add(table: string, row: object): void {
    const rows = this.rows[table] ?? [];
    rows.push(row);
    this.rows[table] = rows;
  }
}

function found<T>(known: ReadonlyMap<string, T>, id: string): T {
  const value = known.get(id);
  if (value === undefined) throw new Error(`the books name ${id}, which the school does not have`);
  return value;
}
