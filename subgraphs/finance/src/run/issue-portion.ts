import { publish } from '@learnova/platform/commit';
import { newId } from '@learnova/platform/ids';
import { dayOf } from '@learnova/platform/local-time';
import type { Place } from '@learnova/platform/places';
import type { Request } from '@learnova/platform/request';
import { InvoiceIssued } from '@learnova/schema/events/finance';
import { pointAt } from '../account/account.topic.ts';
import { keepPlace } from '../hold/invoicing-organizations.ts';
import { Invoice } from '../invoice/invoice.entity.ts';
import { dueDay } from '../invoice/invoice.rules.ts';
import { invoiced } from '../ledger/ledger.rules.ts';
import { nextNumbers, yearOf } from '../ledger/numbers.ts';
import { post } from '../ledger/post.ts';
import type { Asked } from './cohort.ts';
import { InvoiceRunOutcome } from './invoice-run-item.entity.ts';
import { countsOf } from './run.reads.ts';
import { type Candidate, decideInvoice } from './run.rules.ts';

export interface Portion {
  readonly invoiceRunId: string;
  readonly asked: Asked;
  readonly candidates: ReadonlyMap<string, Candidate>;
  /** The school of each student of the cohort. */
  readonly enrolled: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, Place>;
}

interface Chosen {
  readonly studentId: string;
  readonly occurrence: number;
}

/** Decides upon each student of a portion, and stores what follows, in the transaction in which it is called. */
export async function issuePortion(request: Request, portion: Portion): Promise<void> {
  const { invoiceRunId, asked, candidates, enrolled, places } = portion;
  const now = await request.now();
  const chosen = new Map<string, Chosen[]>();
  for (const [studentId, candidate] of candidates) {
    const decision = decideInvoice(candidate);
    const place = places.get(enrolled.get(studentId) ?? '');
    if (decision.problem === null && place) {
      const { organizationId } = place;
      chosen.set(organizationId, [
        ...(chosen.get(organizationId) ?? []),
        { studentId, occurrence: decision.occurrence },
      ]);
      continue;
    }
    const problem = decision.problem ?? 'NOT_ENROLLED';
    request.em.persist(Object.assign(new InvoiceRunOutcome(), { invoiceRunId, studentId, problem }));
  }
  const issued: Invoice[] = [];
  // Schools in one order, so that two runs never wait for each other's numbers.
  for (const [organizationId, students] of [...chosen].sort(([one], [other]) => one.localeCompare(other))) {
    const place = places.get(organizationId);
    if (place) issued.push(...(await issueAt(request, portion, place, students, now)));
  }
  const [counts] = await countsOf(request, [invoiceRunId]);
  if (issued.length === 0) return;
  publish(
    request,
    InvoiceIssued,
    {
      aggregateId: invoiceRunId,
      version: (counts?.invoiced ?? 0) + issued.length,
      organizationId: asked.structure.organizationId,
      payload: {
        invoiceRunId,
        invoices: issued.map(({ id: invoiceId, studentId }) => ({ invoiceId, studentId })),
      },
      live: pointAt(
        issued.map(({ studentId }) => studentId),
        1,
      ),
    },
    now,
  );
}

async function issueAt(
  request: Request,
  { invoiceRunId, asked: { structure } }: Portion,
  place: Place,
  students: readonly Chosen[],
  now: Date,
): Promise<Invoice[]> {
  const { organizationId, timeZone } = place;
  const day = dayOf(now, timeZone);
  const { id: feeStructureId, currency, charges } = structure;
  const numbers = await nextNumbers(request, organizationId, 'INV', yearOf(day), students.length);
  await keepPlace(request, place);
  return students.map(({ studentId, occurrence }, n) => {
    const invoice = Object.assign(new Invoice(), {
      ...{
        id: newId(),
        number: numbers[n],
        organizationId,
        studentId,
        invoiceRunId,
        feeStructureId,
        occurrence,
      },
      ...{ currency, charges, issuedOn: day, dueOn: dueDay(structure.dueOn, day), timeZone, issuedAt: now },
    });
    request.em.persist([
      invoice,
      Object.assign(new InvoiceRunOutcome(), { invoiceRunId, studentId, invoiceId: invoice.id }),
    ]);
    const lines = invoiced(invoice, charges);
    post(request, { organizationId, kind: 'INVOICE', documentId: invoice.id, day, currency, lines }, now);
    return invoice;
  });
}
