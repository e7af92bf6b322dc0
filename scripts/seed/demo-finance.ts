import { addDays } from '@learnova/platform/local-time';
import type {
  SchoolFinance,
  SchoolGuardianship,
  SchoolInvoice,
  SchoolPayment,
} from '@learnova/schema/school';
import { instantOf } from './days.ts';
import type { DemoStudent } from './demo-people.ts';
import type { Random } from './random.ts';

export interface DemoBooks {
  readonly school: string;
  readonly termId: string;
  /** The term's first day, and the day of seeding. */
  readonly from: string;
  readonly anchor: string;
  readonly timeZone: string;
  readonly bursarId: string;
  readonly students: readonly DemoStudent[];
  readonly guardianships: readonly SchoolGuardianship[];
}

/** What is charged: days after the term's beginning on which it was invoiced, and was to be paid. */
const fees = [
  { code: 'TUITION-1', title: 'Tuition, first half of the term', amountMinor: 84_000, issued: 3, due: 24 },
  { code: 'MATERIALS', title: 'Books and materials', amountMinor: 12_650, issued: 10, due: 38 },
  { code: 'TUITION-2', title: 'Tuition, second half of the term', amountMinor: 84_000, issued: 84, due: 112 },
] as const;

/**
 * Three rounds of invoices to everybody at the school. Seven families in ten have paid all; others wait with the latest, pay in parts
 * or owe everything; some have paid too much. The first student's family owes something of each: its guardian can end the hold.
 */
export function demoFinance(random: Random, books: DemoBooks): SchoolFinance {
  const { school: organizationId, termId, from, students, bursarId: by, timeZone } = books;
  const at = (days: number, time: string) => instantOf(timeZone, addDays(from, days), time);
  const made = fees.map((fee) => ({
    ...fee,
    itemId: random.id(),
    structureId: random.id(),
    runId: random.id(),
  }));
  const isThere = (student: DemoStudent, days: number) =>
    (student.from ?? 0) <= days && (student.to === null || days < student.to);
  const invoices = made.flatMap(({ structureId: feeStructureId, issued }) =>
    students
      .filter((student) => isThere(student, issued))
      .map(
        (student): SchoolInvoice => ({
          id: random.id(),
          feeStructureId,
          organizationId,
          studentId: student.id,
        }),
      ),
  );
  const charged = new Map(made.map(({ structureId, ...fee }) => [structureId, fee]));
  const payments = students.flatMap((student, n) => {
    const own = invoices.filter(({ studentId }) => studentId === student.id);
    const payerId = books.guardianships.find(
      ({ studentId, pays }) => studentId === student.id && pays,
    )?.guardianId;
    const habit = n === 0 ? 'PARTS' : habitOf(random);
    return payerId ? own.flatMap((invoice) => pay(invoice, payerId, habit)) : [];
  });

  function pay(
    { id: invoiceId, feeStructureId }: SchoolInvoice,
    payerId: string,
    habit: Habit,
  ): SchoolPayment[] {
    const { amountMinor: owed = 0, issued = 0, code } = charged.get(feeStructureId) ?? {};
    if (habit === 'NOTHING' || (habit === 'LATE' && code === 'TUITION-2')) return [];
    const share = habit === 'PARTS' ? Math.floor(owed / 3) : owed;
    const extra = random.chance(0.02) ? 1_000 : 0;
    const latest = Math.floor((Date.parse(books.anchor) - Date.parse(from)) / 86_400_000) - 1;
    const day = Math.min(issued + 1 + random.below(27), latest);
    const method = random.chance(0.85) ? ('TRANSFER' as const) : ('CARD' as const);
    return [
      {
        ...{ id: random.id(), organizationId, payerId, method, amountMinor: share + extra, currency: 'EUR' },
        ...{ receivedAt: at(day, `1${random.below(7)}:${random.below(5)}7`), by },
        allocations: [{ invoiceId, amountMinor: share }],
      },
    ];
  }

  return {
    feeItems: made.map(({ itemId: id, code, title }) => ({ id, organizationId, code, title })),
    feeStructures: made.map(({ itemId: feeItemId, amountMinor, ...fee }) => ({
      ...{ id: fee.structureId, organizationId, sessionId: termId, title: fee.title, currency: 'EUR' },
      ...{
        programId: null,
        dueOn: addDays(from, fee.due),
        runId: fee.runId,
        issuedAt: at(fee.issued, '09:30'),
        by,
      },
      ...{ charges: [{ feeItemId, amountMinor }], withoutPayer: [] },
    })),
    invoices,
    payments: payments.toSorted((one, other) => one.receivedAt.localeCompare(other.receivedAt)),
    holdRules: [{ organizationId, fromMinor: 50_000, currency: 'EUR', graceDays: 14 }],
  };
}

type Habit = 'ALL' | 'LATE' | 'PARTS' | 'NOTHING';

function habitOf(random: Random): Habit {
  if (random.chance(0.7)) return 'ALL';
  if (random.chance(0.6)) return 'LATE';
  return random.chance(0.75) ? 'PARTS' : 'NOTHING';
}
