import fc from 'fast-check';
import {
  allocated,
  checkBalance,
  invoiced,
  type Line,
  negated,
  received,
  refunded,
  released,
} from '../src/ledger/ledger.rules.ts';

const amount = fc.integer({ min: 1, max: 1_000_000_000 });
const invoice = fc.record({ id: fc.uuid(), studentId: fc.uuid() });
const charges = fc.array(fc.record({ feeItemId: fc.uuid(), amountMinor: amount }), {
  minLength: 1,
  maxLength: 50,
});
const shares = fc.array(fc.record({ invoice, amount }), { minLength: 1, maxLength: 10 });
const postings: fc.Arbitrary<Line[]> = fc.oneof(
  fc.tuple(invoice, charges).map(([one, lines]) => invoiced(one, lines)),
  fc.tuple(fc.uuid(), amount).map(([id, much]) => received(id, much)),
  fc.tuple(fc.uuid(), amount).map(([id, much]) => refunded(id, much)),
  fc.tuple(fc.uuid(), shares).map(([id, some]) => allocated(id, some)),
  fc.tuple(fc.uuid(), shares).map(([id, some]) => released(id, some)),
);

test('each posting balances, and so does what takes it back', () => {
  fc.assert(
    fc.property(postings, (lines) => {
      expect(() => checkBalance(lines)).not.toThrow();
      expect(() => checkBalance(negated(lines))).not.toThrow();
      const after = [...lines, ...negated(lines)].reduce((sum, line) => sum + line.amount, 0);
      expect(after).toBe(0);
    }),
  );
});

test('a posting of which a cent is missing, or that has an empty line, is refused', () => {
  fc.assert(
    fc.property(postings, fc.nat(), (lines, n) => {
      const changed = lines.map((line, index) =>
        index === n % lines.length ? { ...line, amount: line.amount + 1 } : line,
      );
      expect(() => checkBalance(changed)).toThrow('does not balance');
    }),
  );
  expect(() => checkBalance([])).toThrow('does not balance');
  expect(() =>
    checkBalance([
      { account: 'MONEY', amount: 0 },
      { account: 'CREDIT', amount: 0 },
    ]),
  ).toThrow();
});
