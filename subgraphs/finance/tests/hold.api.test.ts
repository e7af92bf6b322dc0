import { newId } from '@learnova/platform/ids';
import { Holds, OwedInvoices } from '@learnova/schema/asks/finance';
import { FinanceSchool, nobody } from './support/school.ts';

const day = 24 * 3_600_000;

describe('a hold', () => {
  let school: FinanceSchool;
  beforeEach(async () => {
    school = await FinanceSchool.open();
  });
  afterEach(() => school?.close());

  const held = async () => {
    const answer = await school.subgraph.ask(Holds, { studentIds: [school.child, nobody] });
    expect(answer).toHaveLength(2);
    expect(answer[1]).toEqual({ studentId: nobody, held: false });
    return answer[0]?.held;
  };
  const setRule = (amountMinor: number, graceDays = 5, expectedVersion = 0) =>
    school.command(
      'setHoldRule',
      { organizationId: school.school, from: { amountMinor, currency: 'EUR' }, graceDays, expectedVersion },
      'holdRule { version }',
    );
  /** The bursar of the institution sets its rule. */
  const setRuleAbove = (amountMinor: number, expectedVersion = 0, currency = 'EUR') => {
    const chief = newId();
    const organizationId = school.institution;
    school.roles.push({ personId: chief, role: 'BURSAR', organizationId, until: null });
    return school.command(
      'setHoldRule',
      { organizationId, from: { amountMinor, currency }, graceDays: 0, expectedVersion },
      'holdRule { version }',
      chief,
    );
  };
  const told = async () =>
    (
      await school.rows<{ name: string }>(
        "select name from outbox_message where name like 'finance.hold%' order by occurred_at, id",
      )
    ).map(({ name }) => name);
  async function remind(): Promise<void> {
    const { subgraph, handling } = school.subgraph.running;
    const schedule = subgraph.schedules.find(({ name }) => name === 'finance.remind');
    if (!schedule) throw new Error('there is no such schedule');
    await handling.runSchedule(schedule);
  }

  test('stands from the day on which arrears reach the rule, and falls with the payment that ends them', async () => {
    await setRule(8_000);
    await school.invoice({ amounts: [10_000], dueOn: school.day(3) });
    expect(await held()).toBe(false);
    await school.subgraph.advance(8 * day);
    expect(await held()).toBe(false);
    await school.subgraph.advance(day);
    expect(await held()).toBe(true);
    const shown = await school.account<{ holds: object[] }>(
      school.child,
      'holds { since overdue { amountMinor } }',
      school.payer,
    );
    expect(shown.holds).toEqual([{ since: school.day(9), overdue: { amountMinor: 10_000 } }]);
    await remind();
    expect(await told()).toEqual(['finance.hold-placed', 'finance.hold-placed']);

    const [invoice] = await school.invoicesOf(school.child);
    if (!invoice) throw new Error('an invoice was issued');
    await school.pay(2_000, [{ invoiceId: invoice.id, amountMinor: 2_000 }]);
    expect(await held()).toBe(true);
    await school.pay(1, [{ invoiceId: invoice.id, amountMinor: 1 }]);
    expect(await held()).toBe(false);
    expect(await told()).toEqual(['finance.hold-placed', 'finance.hold-placed', 'finance.hold-lifted']);
  });

  test('comes back with the money that had lifted it, when the payment is taken back or freed', async () => {
    await setRule(100);
    await school.invoice({ amounts: [500], dueOn: school.day(0) });
    await school.subgraph.advance(10 * day);
    await remind();
    const [invoice] = await school.invoicesOf(school.child);
    if (!invoice) throw new Error('an invoice was issued');
    const payment = await school.pay(500, [{ invoiceId: invoice.id, amountMinor: 500 }]);
    expect(await held()).toBe(false);
    const freed = {
      paymentId: payment.id,
      invoiceId: invoice.id,
      amountMinor: 450,
      expectedVersion: payment.version,
    };
    await school.command('releaseAllocation', freed, 'payment { id }');
    expect(await held()).toBe(true);
    const bounced = { paymentId: payment.id, reason: 'Bounced', expectedVersion: payment.version + 1 };
    await school.command('reversePayment', bounced, 'payment { id }');
    expect(await held()).toBe(true);
    expect((await told()).filter((name) => name === 'finance.hold-placed')).toHaveLength(3);
    const reversed = { invoiceId: invoice.id, reason: 'Wrong', expectedVersion: 4 };
    await school.command('reverseInvoice', reversed, 'invoice { id }');
    expect(await held()).toBe(false);
  });

  test('is of the rule that stands: without one nobody is held, and a stricter one holds at the next read', async () => {
    await school.invoice({ amounts: [500], dueOn: school.day(0) });
    await school.subgraph.advance(10 * day);
    expect(await held()).toBe(false);
    await setRule(501);
    expect(await held()).toBe(false);
    await setRule(500, 5, 1);
    expect(await held()).toBe(true);
    expect(
      await school.refusal(
        'setHoldRule',
        {
          organizationId: school.school,
          from: { amountMinor: 1, currency: 'EUR' },
          graceDays: 0,
          expectedVersion: 1,
        },
        'holdRule { version }',
      ),
    ).toBe('FINANCE_CHANGED');
  });

  test('is of the nearest rule: that of the institution, until the school has one of its own', async () => {
    await setRuleAbove(500);
    await school.invoice({ amounts: [300, 200], dueOn: school.day(0) });
    await school.subgraph.advance(2 * day);
    expect(await held()).toBe(true);
    const shown = await school.account<{ holds: object[] }>(
      school.child,
      'holds { organization { id } overdue { amountMinor } }',
      school.payer,
    );
    expect(shown.holds).toEqual([{ organization: { id: school.school }, overdue: { amountMinor: 500 } }]);
    await remind();
    expect(await told()).toEqual(['finance.hold-placed', 'finance.hold-placed']);

    const [invoice] = await school.invoicesOf(school.child);
    await school.pay(1, [{ invoiceId: invoice?.id ?? '', amountMinor: 1 }]);
    expect(await held()).toBe(false);
    expect((await told()).slice(2)).toEqual(['finance.hold-lifted']);
    await setRule(499, 0);
    expect(await held()).toBe(true);
    await setRule(501, 0, 1);
    await setRuleAbove(1, 1);
    expect(await held()).toBe(false);
    await remind();
    expect((await told()).slice(3)).toEqual(['finance.hold-lifted']);
  });

  test('of the institution is of what is invoiced in its currency', async () => {
    await setRuleAbove(1, 0, 'CHF');
    await school.invoice({ amounts: [500], dueOn: school.day(0) });
    await school.subgraph.advance(2 * day);
    expect(await held()).toBe(false);
    await setRuleAbove(1, 1);
    expect(await held()).toBe(true);
  });

  test('is also of what was invoiced before rules counted below their organization: at once by a new one, else by the next morning', async () => {
    await school.invoice({ amounts: [500], dueOn: school.day(0) });
    await school.subgraph.advance(2 * day);
    await school.rows('delete from invoicing_organization');
    await setRuleAbove(500);
    expect(await held()).toBe(true);
    await school.rows('delete from invoicing_organization');
    expect(await held()).toBe(false);
    await Promise.all([remind(), remind()]);
    expect(await held()).toBe(true);
    expect(await told()).toEqual(['finance.hold-placed', 'finance.hold-placed']);
  });

  test('what is due soon or overdue is marked and reminded of, each step once, however often the morning runs', async () => {
    await school.invoice({ amounts: [500], dueOn: school.day(10) });
    const reminders = async () => {
      type Row = { payload: { reminders: { kind: string; step: number; studentId: string }[] } };
      const rows = await school.rows<Row>(
        "select payload from outbox_message where name = 'finance.reminder-due'",
      );
      const all = rows.flatMap(({ payload }) => payload.reminders);
      return all
        .filter(({ studentId }) => studentId === school.child)
        .map(({ kind, step }) => `${kind} ${step}`);
    };
    await remind();
    expect(await reminders()).toEqual([]);
    await school.subgraph.advance(4 * day);
    await remind();
    await remind();
    expect(await reminders()).toEqual(['DUE_SOON 0']);
    await school.subgraph.advance(7 * day);
    await Promise.all([remind(), remind()]);
    expect(await reminders()).toEqual(['DUE_SOON 0', 'OVERDUE 1']);
    expect((await school.invoicesOf(school.child))[0]?.state).toBe('OVERDUE');
    await school.subgraph.advance(14 * day);
    await remind();
    expect(await reminders()).toEqual(['DUE_SOON 0', 'OVERDUE 1', 'OVERDUE 2']);
    const [invoice] = await school.invoicesOf(school.child);
    const invoiceId = invoice?.id ?? '';
    const owed = async () => {
      const told = await school.subgraph.ask(OwedInvoices, { invoiceIds: [invoiceId, newId()] });
      return told.map(({ outstandingMinor, currency, studentId }) => ({
        outstandingMinor,
        currency,
        studentId,
      }));
    };
    expect(await owed()).toEqual([{ outstandingMinor: 500, currency: 'EUR', studentId: school.child }]);
    await school.pay(500, [{ invoiceId, amountMinor: 500 }]);
    expect(await owed()).toMatchObject([{ outstandingMinor: 0 }]);
    await school.subgraph.advance(20 * day);
    await remind();
    expect(await reminders()).toHaveLength(3);
  });

  test('is lifted by who began before it was placed, and had to wait for the turn', async () => {
    await setRule(100, 0);
    await school.invoice({ amounts: [500], dueOn: school.day(0) });
    await school.subgraph.advance(10 * day);
    await remind();
    await school.rows("update hold set placed_at = placed_at + interval '20 seconds'");
    const [invoice] = await school.invoicesOf(school.child);
    await school.pay(500, [{ invoiceId: invoice?.id ?? '', amountMinor: 500 }]);
    expect(await held()).toBe(false);
    expect(await told()).toContain('finance.hold-lifted');
  });
});
