import { randomUUID } from 'node:crypto';
import { FinanceSchool, nobody, paymentFields } from './support/school.ts';

describe('recording a payment', () => {
  let school: FinanceSchool;
  beforeAll(async () => {
    school = await FinanceSchool.open();
  });
  afterAll(() => school?.close());

  test('a payment closes two invoices and part of a third, and the account says so to the cent', async () => {
    for (const amount of [10_000, 5_000, 7_033]) await school.invoice({ amounts: [amount] });
    const [first, second, third] = await school.invoicesOf(school.child);
    if (!first || !second || !third) throw new Error('three invoices were issued');

    const payment = await school.pay(17_001, [
      { invoiceId: first.id, amountMinor: 10_000 },
      { invoiceId: second.id, amountMinor: 5_000 },
      { invoiceId: third.id, amountMinor: 2_001 },
    ]);

    expect(payment.unallocated.amountMinor).toBe(0);
    const after = await school.invoicesOf(school.child);
    expect(after.map(({ state }) => state)).toEqual(['PAID', 'PAID', 'OPEN']);
    expect(after.map(({ outstanding }) => outstanding.amountMinor)).toEqual([0, 0, 5_032]);
    const account = await school.account(
      school.child,
      'balances { amountMinor } statements { closing { amountMinor } } ageing { notDue { amountMinor } total { amountMinor } }',
    );
    expect(account).toEqual({
      balances: [{ amountMinor: 5_032 }],
      statements: [{ closing: { amountMinor: 5_032 } }],
      ageing: [{ notDue: { amountMinor: 5_032 }, total: { amountMinor: 5_032 } }],
    });
  });

  test('sent again under its key it is the same payment, and with another amount it is refused', async () => {
    const idempotencyKey = randomUUID();
    const [one, other] = [
      await school.pay(100, [], { idempotencyKey }),
      await school.pay(100, [], { idempotencyKey }),
    ];
    expect(other).toEqual(one);
    expect(
      await school.refusal(
        'recordPayment',
        { ...school.paymentInput(101), idempotencyKey },
        `payment { ${paymentFields} }`,
      ),
    ).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test.each([
    ['nothing', { amount: { amountMinor: 0, currency: 'EUR' } }, 'BAD_USER_INPUT'],
    ['less than nothing', { amount: { amountMinor: -5, currency: 'EUR' } }, 'BAD_USER_INPUT'],
    ['a day that is yet to come', { receivedOn: '2199-01-01' }, 'BAD_USER_INPUT'],
    ['a payer who is nobody', { payerId: nobody }, 'NOT_FOUND'],
    ['an organization that is none', { organizationId: nobody }, 'NOT_FOUND'],
  ])('%s is refused, and no number is lost', async (_what, more, code) => {
    const before = await school.pay(1);
    expect(
      await school.refusal('recordPayment', { ...school.paymentInput(5), ...more }, 'payment { id }'),
    ).toBe(code);
    expect(numberIn(await school.pay(1))).toBe(numberIn(before) + 1);
  });
});

function numberIn({ number }: { readonly number: string }): number {
  return Number(number.split('-')[2]);
}
