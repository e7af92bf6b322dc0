import { FinanceSchool } from './support/school.ts';

describe('numbers of documents', () => {
  let school: FinanceSchool;
  beforeEach(async () => {
    school = await FinanceSchool.open();
  });
  afterEach(() => school?.close());
  const received = async () =>
    (await school.rows<{ number: string }>('select number from payment order by number')).map(
      ({ number }) => number,
    );

  test('200 payments at once, some of them refused, have numbers without gap or double', async () => {
    await school.invoice({ amounts: [100] });
    const [invoice] = await school.invoicesOf(school.child);
    if (!invoice) throw new Error('an invoice was issued');
    // All want to pay the same invoice: three can, and the others are refused after they have waited for their turn.
    const paying = Array.from({ length: 200 }, (_, n) =>
      school.refusal(
        'recordPayment',
        {
          ...school.paymentInput(33),
          allocations: n % 10 === 0 ? [{ invoiceId: invoice.id, amountMinor: 33 }] : [],
        },
        'payment { id }',
      ),
    );
    const codes = await Promise.all(paying);
    const refused = codes.filter((code) => code === 'FINANCE_MORE_THAN_OWED').length;
    expect(refused).toBe(17);
    expect(codes.filter((code) => code !== 'NO_ERROR')).toHaveLength(refused);
    const year = school.today.slice(0, 4);
    const expected = Array.from({ length: 183 }, (_, n) => `REC-${year}-${String(n + 1).padStart(6, '0')}`);
    expect(await received()).toEqual(expected);
    expect((await school.invoicesOf(school.child))[0]?.outstanding.amountMinor).toBe(1);
  }, 120_000);

  test("a new year begins with the first number again, by the school's own clock", async () => {
    await school.pay(1);
    const year = Number(school.today.slice(0, 4));
    // Midnight in Vienna is an hour before midnight in UTC: half past is in the new year there alone.
    const now = await school.subgraph.request().now();
    await school.subgraph.advance(Date.parse(`${year}-12-31T23:30:00Z`) - now.getTime());
    await school.pay(1);
    await school.pay(1);
    expect(await received()).toEqual([
      `REC-${year}-000001`,
      `REC-${year + 1}-000001`,
      `REC-${year + 1}-000002`,
    ]);
  }, 60_000);

  test('each organization counts its own', async () => {
    const { otherSchool, institution } = school;
    school.roles.push({ personId: school.bursar, role: 'BURSAR', organizationId: institution, until: null });
    await school.pay(1);
    await school.pay(1, [], { organizationId: otherSchool });
    const numbers = await received();
    expect(new Set(numbers).size).toBe(1);
    expect(numbers).toHaveLength(2);
  }, 60_000);
});
