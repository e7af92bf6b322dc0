import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { FinanceSchool } from './support/school.ts';

describe('whoever moves money', () => {
  let school: FinanceSchool;
  let other: Client;
  beforeEach(async () => {
    school = await FinanceSchool.open();
    other = new Client({ connectionString: school.subgraph.databaseUrl });
    await other.connect();
  });
  afterEach(async () => {
    await other?.end();
    await school?.close();
  });

  test('and is in a ring with somebody else who waits, is ended by the database and decides anew', async () => {
    await school.invoice();
    const [invoice] = await school.invoicesOf(school.child);
    const payment = await school.pay(4_000, [{ invoiceId: invoice?.id ?? '', amountMinor: 4_000 }]);
    const { rows } = await other.query<{ name: string }>(
      'select name from unnest($1::text[]) as name order by hashtextextended(name, 0)',
      [[`account ${school.child}`, `payment ${payment.id}`]],
    );
    const take = (turn?: { name: string }) =>
      other.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [turn?.name]);
    await other.query('begin');
    await take(rows[1]);
    const input = { invoiceId: invoice?.id, expectedVersion: 2, reason: 'Wrong amount' };
    const answer = school.refusal('reverseInvoice', input, 'invoice { id }');
    await waiting();
    // Now each of the two has the turn that the other one needs.
    await take(rows[0]).catch((error: { code?: string }) => {
      // Where it took a second to come so far, it is this one that the database ends.
      if (error.code !== '40P01') throw error;
    });
    await other.query('commit');
    expect(await answer).toBe('NO_ERROR');
    expect(await school.invoicesOf(school.child)).toMatchObject([{ state: 'REVERSED' }]);
  });

  test('and had to wait until somebody ended a hold, places the next one after it', async () => {
    const rule = { organizationId: school.school, from: { amountMinor: 100, currency: 'EUR' }, graceDays: 0 };
    await school.command('setHoldRule', { ...rule, expectedVersion: 0 }, 'holdRule { version }');
    await school.invoice({ amounts: [500], dueOn: school.day(0) });
    await school.subgraph.advance(2 * 24 * 3_600_000);
    const [invoice] = await school.invoicesOf(school.child);
    // The first payment places the hold that the second one lifts.
    await school.pay(1, [{ invoiceId: invoice?.id ?? '', amountMinor: 1 }]);
    const rest = await school.pay(499, [{ invoiceId: invoice?.id ?? '', amountMinor: 499 }]);
    await other.query('begin');
    await other.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`account ${school.child}`]);
    const input = { paymentId: rest.id, reason: 'Bounced', expectedVersion: rest.version };
    const answer = school.refusal('reversePayment', input, 'payment { id }');
    await waiting();
    // Meanwhile somebody else has placed the hold again and ended it.
    await other.query('update finance.hold set lifted_at = platform.now() where student_id = $1', [
      school.child,
    ]);
    await other.query('commit');
    expect(await answer).toBe('NO_ERROR');
    const account = await school.account<{ holds: object[] }>(
      school.child,
      'holds { overdue { amountMinor } }',
      school.payer,
    );
    expect(account.holds).toEqual([{ overdue: { amountMinor: 499 } }]);
    const holds = await school.rows<{ isOpen: boolean }>(
      `select lifted_at is null as "isOpen" from hold where student_id = $1 order by placed_at`,
      [school.child],
    );
    expect(holds).toEqual([{ isOpen: false }, { isOpen: true }]);
  });

  /** Until somebody waits for a turn. */
  async function waiting(): Promise<void> {
    for (;;) {
      const { rows } = await other.query(
        "select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
      );
      if (rows.length > 0) return;
      await pause(10);
    }
  }
});
