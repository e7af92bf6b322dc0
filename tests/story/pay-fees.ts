import { randomUUID } from 'node:crypto';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { type Account, FeesStory } from './fees.ts';

/** An invoice run, a payment over three invoices, and what it does to the hold and to what that has held back. */
export async function payFees(url: string, school: SmallSchool): Promise<void> {
  const story = new FeesStory(url, school);
  await story.begin();
  const { child, sibling } = school.ids;

  // The cohort is tried out and invoiced; those for whom nobody pays are listed, not invoiced.
  const [dry, done] = await story.invoice(8_033, { grade: '1' }, true);
  expect([dry.studentCount, dry.invoicedCount]).toEqual([30, 0]);
  expect(done.invoicedCount).toBe(3);
  expect(done.problems.nodes.map(({ problem }) => problem)).toEqual(Array(27).fill('NO_PAYER'));

  // Both children are held, since what was due a month ago is not paid.
  const before = await story.accountOf(child);
  const siblings = await story.accountOf(sibling);
  expect([before, siblings].map(({ holds }) => holds.length)).toEqual([1, 1]);
  expect(before.holds[0]?.overdue.amountMinor).toBe(overdueOf(before)?.outstanding.amountMinor);

  // So nobody shows the guardian what the child has reached, only that something was published.
  const [held, ...others] = await story.resultsOf(child);
  expect([held, others]).toEqual([{ id: held?.id, state: 'ON_HOLD', percentage: null }, []]);

  const [watching, listening] = [story.watch(child), story.listen(child)];
  try {
    await Promise.all([watching.started, listening.started]);
    const [first, second, third] = [overdueOf(before), overdueOf(siblings), newestOf(before)];
    if (!first || !second || !third) throw new Error('each of the children has an invoice that is overdue');
    const key = randomUUID();
    const allocations = [
      { invoiceId: first.id, amountMinor: first.outstanding.amountMinor },
      { invoiceId: second.id, amountMinor: second.outstanding.amountMinor },
      { invoiceId: third.id, amountMinor: 1_234 },
    ];
    const { payment } = await story.pay(allocations, key);
    expect(await story.pay(allocations, key)).toEqual({ payment });
    expect(payment.unallocated.amountMinor).toBe(0);
    expect(payment.allocations).toHaveLength(3);

    const { data } = await watching.first((event) => event.data?.accountChanged.holds.length === 0, 10_000);
    const after = await story.accountOf(child);
    const shown = new Map(after.invoices.nodes.map((invoice) => [invoice.id, invoice]));
    expect(shown.get(first.id)).toMatchObject({ state: 'PAID', outstanding: { amountMinor: 0 } });
    expect(shown.get(third.id)).toMatchObject({ state: 'OPEN', outstanding: { amountMinor: 8_033 - 1_234 } });
    expect(after.holds).toEqual([]);
    expect((await story.accountOf(sibling)).holds).toEqual([]);

    // To the cent, for the guardian, for the bursar, and live.
    const owed = after.invoices.nodes.reduce((sum, { outstanding }) => sum + outstanding.amountMinor, 0);
    const seen = [after, await story.accountOf(child, story.bursar), data?.accountChanged];
    for (const one of seen) expect(one && sums(one)).toEqual([owed, owed, owed]);
    expect(await story.owedOnScreen(child, owed)).toBe(owed);

    // And what was held back shows, to who listens as well.
    const shownNow = { id: held?.id, state: 'PUBLISHED', percentage: '87.6' };
    expect(await story.resultsOf(child)).toEqual([shownNow]);
    const heard = await listening.first((event) => event.data?.resultPublished.id === held?.id, 10_000);
    expect(heard.data?.resultPublished).toEqual(shownNow);
  } finally {
    await Promise.all([watching.leave(), listening.leave()]);
  }
}

const overdueOf = ({ invoices }: Account) => invoices.nodes.find(({ state }) => state === 'OVERDUE');
const newestOf = ({ invoices }: Account) => invoices.nodes.find(({ state }) => state === 'OPEN');

/** What is owed by the balance, by the statement and by the ageing. */
function sums({ balances, statements, ageing }: Account): (number | undefined)[] {
  return [balances[0]?.amountMinor, statements[0]?.closing.amountMinor, ageing[0]?.total.amountMinor];
}
