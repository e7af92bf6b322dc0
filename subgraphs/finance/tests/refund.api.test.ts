import { randomUUID } from 'node:crypto';
import { FinanceSchool, type FoundPayment, paymentFields } from './support/school.ts';

describe('giving back and taking back', () => {
  let school: FinanceSchool;
  beforeEach(async () => {
    school = await FinanceSchool.open();
    await school.invoice({ amounts: [1_000] });
  });
  afterEach(() => school?.close());

  const selection = `refund { number amount { amountMinor } } payment { ${paymentFields} }`;
  const refund = (payment: FoundPayment, amountMinor: number, more: object = {}) => ({
    ...{ paymentId: payment.id, amount: { amountMinor, currency: 'EUR' }, reason: 'Paid too much' },
    ...{ expectedVersion: payment.version, ...more },
  });
  const invoiceOf = async (studentId: string) => {
    const [invoice] = await school.invoicesOf(studentId);
    if (!invoice) throw new Error('an invoice was issued');
    return invoice;
  };

  test('more than all invoices is credit, which pays the next invoice or goes back', async () => {
    const { id: invoiceId } = await invoiceOf(school.child);
    const payment = await school.pay(1_500, [{ invoiceId, amountMinor: 1_000 }]);
    expect(payment.unallocated.amountMinor).toBe(500);
    const { id: next } = await invoiceOf(school.sibling);
    const allocated = await school.command<{ payment: FoundPayment }>(
      'allocatePayment',
      {
        ...{ paymentId: payment.id, expectedVersion: payment.version },
        allocations: [{ invoiceId: next, amountMinor: 300 }],
      },
      `payment { ${paymentFields} }`,
    );
    expect(await school.refusal('refundPayment', refund(allocated.payment, 201), selection)).toBe(
      'FINANCE_REFUND_EXCEEDS',
    );
    const given = await school.command<{ payment: FoundPayment }>(
      'refundPayment',
      refund(allocated.payment, 200),
      selection,
    );
    expect(given.payment.unallocated.amountMinor).toBe(0);
    expect(await school.refusal('refundPayment', refund(given.payment, 1), selection)).toBe(
      'FINANCE_REFUND_EXCEEDS',
    );
  });

  test('after a reallocation no more goes back than is left of it', async () => {
    const { id: invoiceId } = await invoiceOf(school.child);
    const payment = await school.pay(1_000, [{ invoiceId, amountMinor: 1_000 }]);
    const freed = await school.command<{ payment: FoundPayment }>(
      'releaseAllocation',
      { paymentId: payment.id, invoiceId, amountMinor: 600, expectedVersion: payment.version },
      `payment { ${paymentFields} }`,
    );
    expect(await school.refusal('refundPayment', refund(freed.payment, 601), selection)).toBe(
      'FINANCE_REFUND_EXCEEDS',
    );
    await school.command('refundPayment', refund(freed.payment, 600), selection);
    expect((await invoiceOf(school.child)).outstanding.amountMinor).toBe(600);
  });

  test('the second click gives nothing back a second time, and of two cashiers at once one is told of the other', async () => {
    const payment = await school.pay(100);
    const idempotencyKey = randomUUID();
    const once = refund(payment, 60, { idempotencyKey });
    const twice = await Promise.all([1, 2, 3].map(() => school.command('refundPayment', once, selection)));
    expect(new Set(twice.map((one) => JSON.stringify(one))).size).toBe(1);
    const other = await school.pay(100);
    const codes = await Promise.all(
      [60, 70].map((much) => school.refusal('refundPayment', refund(other, much), selection)),
    );
    expect(codes.toSorted()).toEqual(['FINANCE_CHANGED', 'NO_ERROR']);
    const rows = await school.rows<{ sum: string }>('select sum(amount_minor) as sum from refund');
    expect([120, 130]).toContain(Number(rows[0]?.sum));
  });

  test('another currency than that of the payment is refused', async () => {
    const payment = await school.pay(100);
    const francs = refund(payment, 10, { amount: { amountMinor: 10, currency: 'CHF' } });
    expect(await school.refusal('refundPayment', francs, selection)).toBe('FINANCE_OTHER_CURRENCY');
    const { id: invoiceId } = await invoiceOf(school.child);
    const paid = { ...school.paymentInput(10, 'CHF'), allocations: [{ invoiceId, amountMinor: 10 }] };
    expect(await school.refusal('recordPayment', paid, 'payment { id }')).toBe('FINANCE_OTHER_CURRENCY');
  });

  test('a paid invoice that is taken back leaves what was paid as credit, and is taken back once', async () => {
    const { id: invoiceId } = await invoiceOf(school.child);
    await school.pay(1_000, [{ invoiceId, amountMinor: 1_000 }]);
    const { version } = await invoiceOf(school.child);
    const input = { invoiceId, reason: 'Withdrew before term', expectedVersion: version };
    const fields = `invoice { state outstanding { amountMinor } reversal { number reason } allocations { amount { amountMinor } } }`;
    const { invoice } = await school.command<{ invoice: object }>('reverseInvoice', input, fields);
    expect(invoice).toMatchObject({
      ...{ state: 'REVERSED', outstanding: { amountMinor: 0 }, allocations: [] },
      reversal: { reason: 'Withdrew before term' },
    });
    const [row] = await school.rows<{ credit: string }>(
      "select -sum(amount) as credit from ledger_line where account = 'CREDIT'",
    );
    expect(Number(row?.credit)).toBe(1_000);
    const again = { ...input, expectedVersion: (await invoiceOf(school.child)).version };
    expect(await school.refusal('reverseInvoice', again, fields)).toBe('FINANCE_INVOICE_REVERSED');
    expect(await school.refusal('reverseInvoice', { ...input, reason: ' ' }, fields)).toBe('FINANCE_CHANGED');
  });

  test('money that is spread pays the longest due first, or of each the same part', async () => {
    await school.invoice({ amounts: [2_000], dueOn: school.day(2) });
    const spread = (rule: string) => ({ spread: { studentIds: [school.child], rule } });
    const first = await school.pay(2_100, [], spread('OLDEST_FIRST'));
    expect(first.allocations.map(({ amount }) => amount.amountMinor).toSorted()).toEqual(
      [100, 2_000].toSorted(),
    );
    const second = await school.pay(100, [], {
      spread: { studentIds: [school.child, school.sibling], rule: 'PROPORTIONALLY' },
    });
    expect(second.allocations.map(({ amount }) => amount.amountMinor).reduce((a, b) => a + b)).toBe(100);
    const both = { ...school.paymentInput(5), ...spread('OLDEST_FIRST') };
    const { id: invoiceId } = await invoiceOf(school.sibling);
    const input = { ...both, allocations: [{ invoiceId, amountMinor: 5 }] };
    expect(await school.refusal('recordPayment', input, 'payment { id }')).toBe('BAD_USER_INPUT');
  });
});
