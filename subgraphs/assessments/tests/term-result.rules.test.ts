import { Random } from '../../../scripts/seed/random.ts';
import { type Counted, termResultOf } from '../src/result/term-result.rules.ts';

const random = new Random(23);
const whole = (text: string) =>
  BigInt(text.replace('.', '')) * 10n ** BigInt(6 - (text.split('.')[1] ?? '').length);

function anyTerm(): Counted[] {
  return Array.from({ length: random.below(8) }, () => {
    const under = 1 + random.below(977);
    return {
      credits: random.pick(['0', '1', '2.5', '3', '0.75', '6']),
      share: { over: BigInt(random.below(under * 100 + 1)), under: BigInt(under) },
      points: random.pick(['0', '1.3', '2', '3.7', '4']),
      isPassing: random.chance(0.8),
    };
  });
}

/** The oracle brings all under one denominator, and says of a proposal only whether nothing nearer could have been written. */
function isRight(parts: readonly { weight: bigint; over: bigint; under: bigint }[], proposed: string | null) {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0n);
  if (weights === 0n) return proposed === null;
  if (proposed === null || !/^\d+\.\d\d$/.test(proposed)) return false;
  const denominator = parts.reduce((product, { under }) => product * under, 1n);
  const numerator = parts.reduce(
    (sum, { weight, over, under }) => sum + (weight * over * denominator) / under,
    0n,
  );
  const step = weights * denominator;
  const off = BigInt(proposed.replace('.', '')) * step - 100n * numerator;
  const twice = 2n * (off < 0n ? -off : off);
  return twice === step ? off > 0n : twice < step;
}

test('the averages of a term are exact, each section for its credits, rounded once: 5,000 terms against an oracle', () => {
  for (let n = 0; n < 5_000; n += 1) {
    const term = anyTerm();
    const { percentage, gradePointAverage, creditsAttempted, creditsEarned } = termResultOf(term);
    const shares = term.map(({ credits, share }) => ({ weight: whole(credits), ...share }));
    const points = term.map(({ credits, points: given }) => ({
      ...{ weight: whole(credits), over: whole(given ?? '0'), under: 1_000_000n },
    }));
    if (!isRight(shares, percentage) || !isRight(points, gradePointAverage))
      throw new Error(
        `${JSON.stringify(term, (_key, v) => (typeof v === 'bigint' ? String(v) : v))} ${percentage}`,
      );
    const sum = (some: readonly Counted[]) => some.reduce((total, { credits }) => total + Number(credits), 0);
    expect(creditsAttempted).toBe(String(sum(term)));
    expect(creditsEarned).toBe(String(sum(term.filter(({ isPassing }) => isPassing))));
  }
});

test('percentages that were rounded for each section are not rounded again for the term', () => {
  const one = { credits: '1', points: null, isPassing: true };
  // Published as 67 and 51, which would make 59.
  const term = [
    { ...one, share: { over: 665n, under: 10n } },
    { ...one, share: { over: 505n, under: 10n } },
  ];
  expect(termResultOf(term)).toMatchObject({ percentage: '58.50', gradePointAverage: null });
});

test('points are averaged only where each section that counts has some', () => {
  const one = { credits: '3', share: { over: 90n, under: 1n }, isPassing: true };
  expect(
    termResultOf([
      { ...one, points: '4' },
      { ...one, points: null },
    ]).gradePointAverage,
  ).toBeNull();
  expect(
    termResultOf([
      { ...one, points: '4' },
      { ...one, points: null, credits: '0' },
    ]).gradePointAverage,
  ).toBe('4.00');
});
