import fc from 'fast-check';
import { decideAllocation, oldestFirst, proportionally } from '../src/payment/allocation.rules.ts';

const organizationId = 'here';
const invoiceOf = (outstandingMinor: number, n: number) => ({
  ...{ id: `i${n}`, studentId: `s${n % 3}`, organizationId, currency: 'EUR', outstandingMinor },
});
const owed = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }).map((all) => all.map(invoiceOf));
const amounts = fc.integer({ min: 1, max: 900 });
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

/** Coin by coin, each to whom `next` names: what a cashier would do who cannot divide. */
function byHand(
  amount: number,
  open: readonly { outstandingMinor: number }[],
  next: (paid: number[]) => number,
) {
  const paid = open.map(() => 0);
  for (let coin = 0; coin < amount; coin += 1) {
    const index = next(paid);
    if (index < 0) break;
    paid[index] = (paid[index] ?? 0) + 1;
  }
  return paid;
}

test('money pays what is due longest to its end, and then the next: as a cashier counts it out coin by coin', () => {
  fc.assert(
    fc.property(amounts, owed, (amount, open) => {
      const shares = oldestFirst(amount, open);
      const paid = byHand(amount, open, (so) =>
        open.findIndex((one, n) => (so[n] ?? 0) < one.outstandingMinor),
      );
      expect(open.map(({ id }) => shares.find(({ invoice }) => invoice.id === id)?.amount ?? 0)).toEqual(
        paid,
      );
    }),
  );
});

test('a proportional payment leaves no cent over, gives nobody more than is owed, and rounds by the largest remainder', () => {
  fc.assert(
    fc.property(amounts, owed, (amount, open) => {
      const shares = proportionally(amount, open);
      const paid = open.map(({ id }) => shares.find(({ invoice }) => invoice.id === id)?.amount ?? 0);
      const total = sum(open.map(({ outstandingMinor }) => outstandingMinor));
      const given = Math.min(amount, total);
      expect(sum(paid)).toBe(given);
      // Exact fractions: whoever was rounded up lost at least as much by rounding down as whoever was not.
      const losses = open.map(({ outstandingMinor }) =>
        total === 0 ? 0 : (outstandingMinor * given) % total,
      );
      const floors = open.map(({ outstandingMinor }) =>
        total === 0 ? 0 : Math.floor((outstandingMinor * given) / total),
      );
      const up = losses.filter((_, n) => paid[n] === (floors[n] ?? 0) + 1);
      const down = losses.filter((_, n) => paid[n] === floors[n]);
      expect(up.length + down.length).toBe(open.length);
      expect(Math.min(...up, Infinity)).toBeGreaterThanOrEqual(Math.max(...down, 0));
      for (const [n, one] of open.entries()) expect(paid[n]).toBeLessThanOrEqual(one.outstandingMinor);
    }),
  );
});

test('a cent among three goes to one of them', () => {
  expect(proportionally(1, [10, 10, 10].map(invoiceOf)).map(({ amount }) => amount)).toEqual([1]);
  expect(proportionally(100, [100, 100, 100].map(invoiceOf)).map(({ amount }) => amount)).toEqual([
    34, 33, 33,
  ]);
});

test('amounts that no float could divide exactly are divided exactly', () => {
  const open = [999_999_999, 999_999_998, 1].map(invoiceOf);
  const shares = proportionally(999_999_997, open);
  expect(sum(shares.map(({ amount }) => amount))).toBe(999_999_997);
  expect(shares.map(({ amount }) => amount)).toEqual([499_999_999, 499_999_998]);
});

describe('allocations that are named one by one', () => {
  const means = { organizationId, currency: 'EUR', unallocatedMinor: 100 };
  const open = [invoiceOf(60, 0), invoiceOf(70, 1)];
  const codeOf = (
    wanted: { invoiceId: string; amountMinor: number }[],
    over = {},
    among: typeof open = open,
  ) => {
    try {
      return decideAllocation({ ...means, ...over }, wanted, among).map(({ amount }) => amount);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const [first, second] = [
    { invoiceId: 'i0', amountMinor: 60 },
    { invoiceId: 'i1', amountMinor: 40 },
  ];

  test.each([
    ['close one and pay a part of another', codeOf([first, second]), [60, 40]],
    ['no more than is owed', codeOf([{ ...first, amountMinor: 61 }]), 'FINANCE_MORE_THAN_OWED'],
    ['no more than is there', codeOf([first, { ...second, amountMinor: 41 }]), 'FINANCE_MORE_THAN_RECEIVED'],
    ['nothing', codeOf([{ ...first, amountMinor: 0 }]), 'BAD_USER_INPUT'],
    ['less than nothing', codeOf([{ ...first, amountMinor: -1 }]), 'BAD_USER_INPUT'],
    ['one invoice twice', codeOf([second, { ...second, amountMinor: 1 }]), 'BAD_USER_INPUT'],
    ['an invoice of nobody', codeOf([{ ...first, invoiceId: 'i9' }]), 'FINANCE_INVOICE_UNKNOWN'],
    ["another organization's", codeOf([first], { organizationId: 'there' }), 'FINANCE_INVOICE_UNKNOWN'],
    ['another currency', codeOf([first], { currency: 'CHF' }), 'FINANCE_OTHER_CURRENCY'],
  ])('%s', (_what, found, expected) => expect(found).toEqual(expected));
});
