import fc from 'fast-check';
import { FinanceSchool, type FoundPayment, paymentFields } from './support/school.ts';

/** What a bookkeeper would keep on a slate: the oracle. It knows nothing of lines or postings. */
interface Slate {
  readonly invoices: { id: string; total: number; isReversed: boolean }[];
  readonly payments: { id: string; amount: number; refunded: number; isReversed: boolean }[];
  /** What payment `p` pays of invoice `i`, by `p i`. */
  readonly pays: Map<string, number>;
}

const step = fc.record({
  what: fc.constantFrom(
    'pay',
    'pay',
    'allocate',
    'allocate',
    'release',
    'refund',
    'reverse',
    'bounce',
    'invoice',
  ),
  payment: fc.nat(3),
  invoice: fc.nat(3),
  amount: fc.integer({ min: 1, max: 150 }),
  /** Whether the amount is cut down to what there is room for, so that commands succeed as often as they are refused. */
  fits: fc.boolean(),
});
type Step = { what: string; payment: number; invoice: number; amount: number; fits: boolean };

/** Each command once at least, with room for it and without. */
const each: Step[] = [
  'pay',
  'allocate',
  'release',
  'refund',
  'refund',
  'refund',
  'allocate',
  'reverse',
  'pay',
  'bounce',
].flatMap((what) => [true, false].map((fits) => ({ what, payment: 0, invoice: 0, amount: 40, fits })));

const sumOf = (pays: Slate['pays'], isMeant: (key: string) => boolean) =>
  [...pays].filter(([key]) => isMeant(key)).reduce((sum, [, amount]) => sum + amount, 0);
const paidBy = ({ pays }: Slate, id: string) => sumOf(pays, (key) => key.startsWith(id));
const paidOn = ({ pays }: Slate, id: string) => sumOf(pays, (key) => key.endsWith(id));
const left = (slate: Slate, p: Slate['payments'][number]) =>
  p.isReversed ? 0 : p.amount - p.refunded - paidBy(slate, p.id);
const open = (slate: Slate, i: Slate['invoices'][number]) =>
  i.isReversed ? 0 : i.total - paidOn(slate, i.id);

/** What a command could move at most. */
function roomFor(
  what: string,
  slate: Slate,
  payment: Slate['payments'][number] | undefined,
  bill: Slate['invoices'][number],
): number {
  if (!payment) return 0;
  if (what === 'release') return slate.pays.get(`${payment.id} ${bill.id}`) ?? 0;
  return what === 'allocate' ? Math.min(left(slate, payment), open(slate, bill)) : left(slate, payment);
}

describe('the books under any sequence of commands', () => {
  let school: FinanceSchool;
  beforeAll(async () => {
    school = await FinanceSchool.open();
  });
  afterAll(() => school?.close());

  test('every balance is the sum of its lines, and what a bookkeeper would have on a slate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
        const student = school.enroll(undefined, `grade ${school.enrolled.length}`);
        const slate: Slate = { invoices: [], payments: [], pays: new Map() };
        await invoice(student, slate, 100);
        for (const one of steps) await take(student, slate, one);
        await compare(student, slate);
      }),
      { numRuns: 30, examples: [[each]] },
    );
    const unbalanced = await school.rows(
      'select posting_id from ledger_line group by posting_id having sum(amount) <> 0',
    );
    expect(unbalanced).toEqual([]);
    const [trial] = await school.rows<{ sum: string }>('select sum(amount) as sum from ledger_line');
    expect(Number(trial?.sum)).toBe(0);
  }, 240_000);

  async function invoice(student: string, slate: Slate, total: number): Promise<void> {
    const grade = school.enrolled.find(({ studentId }) => studentId === student)?.grade ?? null;
    await school.invoice({ amounts: [total], grade });
    const known = new Set(slate.invoices.map(({ id }) => id));
    const [made] = (await school.invoicesOf(student)).filter(({ id }) => !known.has(id));
    if (!made) throw new Error('no invoice was made');
    slate.invoices.push({ id: made.id, total, isReversed: false });
  }

  /** One command, which is carried out if the slate has room for it and refused if it has not. */
  async function take(
    student: string,
    slate: Slate,
    { what, payment: p, invoice: i, amount: wanted, fits }: Step,
  ): Promise<void> {
    const payment = slate.payments[p % Math.max(slate.payments.length, 1)];
    const bill = slate.invoices[i % slate.invoices.length];
    if (!bill) throw new Error('there is always an invoice');
    const room = roomFor(what, slate, payment, bill);
    const amount = fits && room > 0 ? Math.min(wanted, room) : wanted;
    if (what === 'invoice') return slate.invoices.length < 4 ? invoice(student, slate, amount) : undefined;
    if (what === 'pay') {
      const { id } = await school.pay(wanted);
      slate.payments.push({ id, amount: wanted, refunded: 0, isReversed: false });
      return;
    }
    if (what === 'reverse') {
      const may = !bill.isReversed;
      const { version = 0 } = (await school.invoicesOf(student)).find(({ id }) => id === bill.id) ?? {};
      await tried(
        'reverseInvoice',
        { invoiceId: bill.id, reason: 'Wrong', expectedVersion: version },
        may,
        'invoice { id }',
      );
      if (!may) return;
      bill.isReversed = true;
      for (const key of slate.pays.keys()) if (key.endsWith(bill.id)) slate.pays.delete(key);
      return;
    }
    if (!payment) return;
    const key = `${payment.id} ${bill.id}`;
    const base = { paymentId: payment.id, expectedVersion: await versionOf(payment.id) };
    if (what === 'allocate') {
      const may = !payment.isReversed && amount <= left(slate, payment) && amount <= open(slate, bill);
      await tried(
        'allocatePayment',
        { ...base, allocations: [{ invoiceId: bill.id, amountMinor: amount }] },
        may,
      );
      if (may) slate.pays.set(key, (slate.pays.get(key) ?? 0) + amount);
    }
    if (what === 'release') {
      const may = !payment.isReversed && amount <= (slate.pays.get(key) ?? 0);
      await tried('releaseAllocation', { ...base, invoiceId: bill.id, amountMinor: amount }, may);
      if (may) slate.pays.set(key, (slate.pays.get(key) ?? 0) - amount);
    }
    if (what === 'refund') {
      const may = !payment.isReversed && amount <= left(slate, payment);
      const money = { amountMinor: amount, currency: 'EUR' };
      await tried('refundPayment', { ...base, amount: money, reason: 'Too much' }, may);
      if (may) payment.refunded += amount;
    }
    if (what === 'bounce') {
      const may = !payment.isReversed && payment.refunded === 0;
      await tried('reversePayment', { ...base, reason: 'Bounced' }, may);
      if (!may) return;
      payment.isReversed = true;
      for (const pair of slate.pays.keys()) if (pair.startsWith(payment.id)) slate.pays.delete(pair);
    }
  }

  async function tried(
    name: string,
    input: object,
    may: boolean,
    selection = 'payment { id }',
  ): Promise<void> {
    const code = await school.refusal(name, input, selection);
    const refused = code.startsWith('FINANCE_') && code !== 'FINANCE_CHANGED';
    expect([name, JSON.stringify(input), may ? code : refused]).toEqual([
      name,
      JSON.stringify(input),
      may ? 'NO_ERROR' : true,
    ]);
  }

  async function versionOf(paymentId: string): Promise<number> {
    return (await paymentOf(paymentId)).version;
  }

  async function paymentOf(paymentId: string): Promise<FoundPayment> {
    const { _entities } = await school.subgraph
      .as(school.bursar)
      .data<{ _entities: FoundPayment[] }>(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Payment { ${paymentFields} } } }`,
        { r: [{ __typename: 'Payment', id: paymentId }] },
      );
    return _entities[0] as FoundPayment;
  }

  /** What the school shows against the slate. */
  async function compare(student: string, slate: Slate): Promise<void> {
    const shown = await school.invoicesOf(student);
    for (const bill of slate.invoices) {
      const { outstanding, state } = shown.find(({ id }) => id === bill.id) ?? {};
      expect(outstanding?.amountMinor).toBe(open(slate, bill));
      expect(state).toBe(bill.isReversed ? 'REVERSED' : open(slate, bill) === 0 ? 'PAID' : 'OPEN');
    }
    for (const payment of slate.payments) {
      const { unallocated, allocations } = await paymentOf(payment.id);
      expect(unallocated.amountMinor).toBe(left(slate, payment));
      const pairs = allocations.map(({ amount, invoice: to }) => [
        `${payment.id} ${to?.id}`,
        amount.amountMinor,
      ]);
      const kept = [...slate.pays].filter(([key, amount]) => key.startsWith(payment.id) && amount > 0);
      expect(pairs.toSorted()).toEqual(kept.toSorted());
    }
    const owed = slate.invoices.reduce((sum, bill) => sum + open(slate, bill), 0);
    const account = await school.account<{
      balances: { amountMinor: number }[];
      statements: { closing: { amountMinor: number } }[];
      ageing: { total: { amountMinor: number } }[];
    }>(
      student,
      'balances { amountMinor } statements { closing { amountMinor } } ageing { total { amountMinor } }',
    );
    expect(account.balances).toEqual([{ amountMinor: owed }]);
    expect(account.statements).toEqual([{ closing: { amountMinor: owed } }]);
    expect(account.ageing).toEqual(owed === 0 ? [] : [{ total: { amountMinor: owed } }]);
  }
});

test('an unbalanced posting and a changed document are refused by the database itself', async () => {
  const school = await FinanceSchool.open();
  await school.invoice();
  const change = (sql: string) =>
    school.rows(sql).then(
      () => 'done',
      (error: Error) => error.message,
    );
  expect(await change("update invoice set due_on = '2199-01-01'")).toContain('never changed');
  expect(await change('delete from ledger_line')).toContain('never changed');
  const line = `insert into ledger_line (posting_id, no, account, amount, currency, payment_id)
    select id, 9, 'MONEY', 5, 'EUR', id from ledger_posting limit 1`;
  expect(await change(line)).toContain('does not balance');
  await school.close();
}, 60_000);
