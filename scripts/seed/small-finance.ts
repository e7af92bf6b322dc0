import { addDays } from '@learnova/platform/local-time';
import type { SchoolFinance, SchoolPerson } from '@learnova/schema/school';
import { marked } from './marks.ts';
import { childrenOf, type Places, type SmallPeople } from './small-people.ts';
import type { SmallPrograms } from './small-programs.ts';

interface Fee {
  readonly at: string;
  readonly title: string;
  readonly amounts: readonly number[];
  /** Days from today. */
  readonly issued: number;
  readonly due: number;
  readonly students: readonly SchoolPerson[];
  readonly isReversed?: boolean;
  /** For the students of the organization's program alone. */
  readonly isOfProgram?: boolean;
}

/**
 * Three invoices for each child of a family: one overdue, one taken back, one with time to pay; and a payment of each guardian,
 * with something of it given back. Whatever is private of them carries a mark.
 */
export function smallFinance(
  id: () => string,
  people: SmallPeople,
  { school, otherSchool, institution }: Places,
  { today, term, programs }: { today: string; term: string; programs: SmallPrograms },
): SchoolFinance {
  const { child, classmate, sibling } = childrenOf(people);
  const families = [child, classmate, sibling];
  const at = (days: number) => `${addDays(today, days)}T10:00:00.000Z`;
  const fees: Fee[] = [
    { at: school, title: 'Tuition', amounts: [12_000, 3_000], issued: -50, due: -30, students: families },
    {
      at: school,
      title: 'Excursion',
      amounts: [5_000],
      issued: -40,
      due: -20,
      students: families,
      isReversed: true,
    },
    {
      ...{ at: school, title: 'Materials', amounts: [8_000], issued: -5, due: 10, students: families },
      isOfProgram: true,
    },
    {
      at: otherSchool,
      title: 'Tuition',
      amounts: [15_000],
      issued: -50,
      due: -30,
      students: [people.stranger],
    },
    ...[{ at: otherSchool, title: 'Excursion', amounts: [500], issued: -9, due: -6, isReversed: true }].map(
      (fee) => ({
        ...fee,
        students: [people.stranger],
      }),
    ),
    {
      ...{ at: institution, title: 'Insurance', amounts: [100], issued: -3, due: 30, students: [] },
      isOfProgram: true,
    },
  ];
  const made = fees.map((fee, n) => {
    const items = fee.amounts.map((amountMinor, m) => ({ id: id(), code: `FEE${n}${m}`, amountMinor }));
    return {
      ...fee,
      items,
      structureId: id(),
      runId: id(),
      invoices: fee.students.map((s) => [id(), s.id] as const),
    };
  });
  const invoiceOf = (fee: number, student: SchoolPerson) =>
    made[fee]?.invoices.find(([, studentId]) => studentId === student.id)?.[0] ?? '';
  const payment = (payer: SchoolPerson, organizationId: string, invoiceId: string, pays = 1_000) => ({
    ...{ id: id(), organizationId, payerId: payer.id, method: 'CASH' as const, currency: 'EUR' },
    ...{ amountMinor: pays + 1_000, allocations: [{ invoiceId, amountMinor: pays }] },
    ...{ receivedAt: at(-4), by: people.bursar.id },
    refund: { id: id(), amountMinor: 500, reason: `Paid twice ${marked('reason', 'refund')}` },
  });
  return {
    feeItems: made.flatMap(({ at: organizationId, title, items }) =>
      items.map(({ id: itemId, code }) => ({ id: itemId, organizationId, code, title })),
    ),
    feeStructures: made.map((fee) => ({
      ...{ id: fee.structureId, organizationId: fee.at, sessionId: term, title: fee.title, currency: 'EUR' },
      ...{ dueOn: addDays(today, fee.due), runId: fee.runId, issuedAt: at(fee.issued), by: people.bursar.id },
      programId: fee.isOfProgram ? programs.of(fee.at) : null,
      charges: fee.items.map(({ id: feeItemId, amountMinor }) => ({ feeItemId, amountMinor })),
      withoutPayer: fee.at === otherSchool ? [] : people.students.slice(5, 6).map((student) => student.id),
    })),
    invoices: made.flatMap((fee) =>
      fee.invoices.map(([invoiceId, studentId]) => ({
        ...{ id: invoiceId, feeStructureId: fee.structureId, organizationId: fee.at, studentId },
        ...(fee.isReversed && { reversedFor: `Did not go ${marked('reason', 'reversal')}` }),
      })),
    ),
    payments: [
      payment(people.guardian, school, invoiceOf(0, child)),
      payment(people.kin, school, invoiceOf(0, child)),
      payment(people.formerGuardian, school, invoiceOf(0, child)),
      // Enough that nothing is held back any more.
      payment(people.otherGuardian, school, invoiceOf(0, classmate), 11_000),
      payment(people.strangerGuardian, otherSchool, invoiceOf(3, people.stranger)),
    ],
    holdRules: [school, otherSchool, institution].map((organizationId) => ({
      ...{ organizationId, fromMinor: 5_000, currency: 'EUR', graceDays: 5 },
    })),
  };
}
