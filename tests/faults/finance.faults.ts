import type { Fault } from './fault.ts';

const finance = 'subgraphs/finance/src';
const tests = 'subgraphs/finance/tests';

/** Money is lost, made, counted twice or shown to whom it is no business of. */
export const financeFaults: readonly Fault[] = [
  {
    name: 'books: a number is taken anew for each document instead of one after the other',
    edits: [
      {
        file: `${finance}/ledger/numbers.ts`,
        text: 'set last = document_series.last + excluded.last',
        instead: 'set last = excluded.last',
      },
    ],
    found: [
      {
        file: `${tests}/numbers.api.test.ts`,
        test: "a new year begins with the first number again, by the school's own clock",
        says: 'BUSY',
      },
    ],
  },
  {
    name: 'books: whoever waits in a ring for a turn is told that something went wrong on our side',
    edits: [
      { file: 'platform/src/overtaken.ts', text: 'error.code === deadlock', instead: "error.code === ''" },
    ],
    found: [
      {
        file: `${tests}/turns.api.test.ts`,
        test: 'and is in a ring with somebody else who waits, is ended by the database and decides anew',
        says: 'INTERNAL',
      },
    ],
  },
  {
    name: 'runs: one that was tried out bills a cohort by a structure that is retired',
    edits: [
      {
        file: `${finance}/run/run.mutations.ts`,
        text: "if (invoiceRun.state === 'PREVIEWED') refuseRetired",
        instead: "if (invoiceRun.state === 'RUNNING') refuseRetired",
      },
    ],
    found: [
      {
        file: `${tests}/invoice-run.api.test.ts`,
        test: 'that was tried out is not begun once its structure is retired',
        says: 'NO_ERROR',
      },
    ],
  },
  {
    name: 'runs: what is charged for a program is charged everybody of the school',
    edits: [
      {
        file: `${finance}/run/cohort.ts`,
        text: 'programId: structure.programId',
        instead: 'programId: null',
      },
    ],
    found: [
      {
        file: `${tests}/invoice-run.api.test.ts`,
        test: 'invoices those alone who are in it on the day of the cohort',
        says: '+   "studentCount": 5',
      },
    ],
  },
  {
    name: 'holds: one is lifted at a time before it was placed',
    edits: [
      {
        file: `${finance}/hold/hold.settle.ts`,
        text: 'now < open.placedAt ? open.placedAt : now',
        instead: 'now',
      },
    ],
    found: [
      {
        file: `${tests}/hold.api.test.ts`,
        test: 'is lifted by who began before it was placed, and had to wait for the turn',
        says: 'INTERNAL',
      },
    ],
  },
  {
    name: 'books: the year of a number is that of the day in UTC',
    edits: [
      {
        file: `${finance}/payment/record-payment.mutation.ts`,
        text: 'yearOf(today)',
        instead: 'yearOf(now.toISOString())',
      },
    ],
    found: [
      {
        file: `${tests}/numbers.api.test.ts`,
        test: "a new year begins with the first number again, by the school's own clock",
        says: 'toEqual',
      },
    ],
  },
  {
    name: 'books: whoever pays the same invoice at once does not wait for the other',
    edits: [
      { file: `${finance}/ledger/turns.ts`, text: '    await takeTurns(request, keys);\n', instead: '' },
      {
        file: `${finance}/ledger/turns.ts`,
        text: "import { takeTurns } from '@learnova/platform/turns';\n",
        instead: '',
      },
    ],
    found: [
      {
        file: `${tests}/numbers.api.test.ts`,
        test: '200 payments at once, some of them refused, have numbers without gap or double',
        says: 'Expected: 17',
      },
    ],
  },
  {
    name: 'books: more is given back than the payment has left',
    edits: [
      {
        file: `${finance}/payment/payment.rules.ts`,
        text: '  if (amountMinor > payment.unallocatedMinor)\n',
        instead: '  if (amountMinor > payment.unallocatedMinor + payment.refundedMinor)\n',
      },
    ],
    found: [
      {
        file: `${tests}/refund.api.test.ts`,
        test: 'more than all invoices is credit, which pays the next invoice or goes back',
        says: 'Expected: "FINANCE_REFUND_EXCEEDS"',
      },
      {
        file: `${tests}/ledger.api.test.ts`,
        test: 'every balance is the sum of its lines, and what a bookkeeper would have on a slate',
        says: 'Property failed',
      },
    ],
  },
  {
    name: 'books: what is released is allocated once more',
    edits: [
      {
        file: `${finance}/ledger/ledger.rules.ts`,
        text: 'return negated(allocated(paymentId, shares));',
        instead: 'return allocated(paymentId, shares);',
      },
    ],
    found: [
      {
        file: `${tests}/ledger.api.test.ts`,
        test: 'every balance is the sum of its lines, and what a bookkeeper would have on a slate',
        says: 'Property failed',
      },
    ],
  },
  {
    name: 'books: a posting that does not balance is entered',
    edits: [
      {
        file: `${finance}/ledger/ledger.rules.ts`,
        text: '  if (sum !== 0 || lines.length < 2',
        instead: '  if (lines.length < 2',
      },
    ],
    found: [
      {
        file: `${tests}/ledger.rules.test.ts`,
        test: 'a posting of which a cent is missing, or that has an empty line, is refused',
        says: 'Property failed',
      },
    ],
  },
  {
    name: 'books: a student is invoiced twice by two runs of one structure',
    edits: [
      {
        file: `${finance}/run/run.rules.ts`,
        text: 'earlier.some(({ reversed }) => !reversed)',
        instead: 'earlier.some(({ reversed }) => reversed)',
      },
    ],
    found: [
      {
        file: `${tests}/invoice-run.api.test.ts`,
        test: 'lists those whom it could not invoice, each with the reason, and invoices the others',
        says: 'Expected: 1',
      },
    ],
  },
  {
    name: 'books: a hold begins a day early',
    edits: [
      {
        file: `${finance}/invoice/invoice.rules.ts`,
        text: 'dayOf(now, timeZone)) > graceDays',
        instead: 'dayOf(now, timeZone)) >= graceDays',
      },
    ],
    found: [
      {
        file: `${tests}/hold.api.test.ts`,
        test: 'stands from the day on which arrears reach the rule, and falls with the payment that ends them',
        says: 'Expected: false',
      },
    ],
  },
  {
    name: 'books: nobody is held, whatever the ledger says',
    edits: [
      {
        file: `${finance}/hold/hold.asks.ts`,
        text: 'held: held.has(studentId)',
        instead: 'held: false && held',
      },
    ],
    found: [
      {
        file: `${tests}/hold.api.test.ts`,
        test: 'stands from the day on which arrears reach the rule, and falls with the payment that ends them',
        says: 'Expected: true',
      },
    ],
  },
  {
    name: "a policy removed: everybody may read a student's account",
    edits: [
      {
        file: `${finance}/account/account.loader.ts`,
        text: 'const families = rows.filter(({ id }) => own.has(id));',
        instead: 'const families = rows.filter(({ id }) => id !== undefined);',
      },
    ],
    found: [
      {
        file: `${tests}/sight.api.test.ts`,
        test: 'the student, who pays now, and the bursar; not a teacher, a registrar or a stranger',
        says: '+   true,',
      },
    ],
  },
  {
    name: 'holds: a rule counts for the organization alone that has set it',
    edits: [
      {
        file: `${finance}/hold/hold.reads.ts`,
        text: 'any(coalesce(i.path, array[o.id]))',
        instead: 'any(array[o.id])',
      },
    ],
    found: [
      {
        file: `${tests}/hold.api.test.ts`,
        test: 'is of the nearest rule: that of the institution, until the school has one of its own',
        says: 'Expected: true',
      },
    ],
  },
  {
    name: 'holds: the rule of the institution counts before that of the school',
    edits: [
      {
        file: `${finance}/hold/hold.reads.ts`,
        text: 'array_position(i.path, r.organization_id) desc',
        instead: 'array_position(i.path, r.organization_id)',
      },
    ],
    found: [
      {
        file: `${tests}/hold.api.test.ts`,
        test: 'is of the nearest rule: that of the institution, until the school has one of its own',
        says: 'Expected: true',
      },
    ],
  },
];
