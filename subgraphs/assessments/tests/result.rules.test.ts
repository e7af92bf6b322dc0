import { Random } from '../../../scripts/seed/random.ts';
import { type Rounding, rounded, unitsOf } from '../src/decimal.rules.ts';
import { type Assessed, resultOf, type Scheme, type Scored } from '../src/result/result.rules.ts';
import { bandOf, decideBands } from '../src/scale/scale.rules.ts';
import { ScoreState } from '../src/score/score-state.enum.ts';

const bands = decideBands([
  { grade: 'A', lowerBound: '89.5', points: '4', isPassing: true },
  { grade: 'F', lowerBound: '0', points: '0', isPassing: false },
  { grade: 'C', lowerBound: '50', points: '2', isPassing: true },
]);
const random = new Random(17);
const states = Object.keys(ScoreState) as ScoreState[];
const decimal = (most: number, places = random.below(4)) =>
  (random.below(most * 10 ** places + 1) / 10 ** places).toFixed(places);

function anyScheme(): Scheme {
  const count = 1 + random.below(4);
  const cuts = Array.from({ length: count - 1 }, () => 1 + random.below(9_998)).toSorted((a, b) => a - b);
  const parts = [...new Set([0, ...cuts, 10_000])];
  const categories = parts.slice(1).map((cut, n) => ({
    code: `C${n}`,
    weight: ((cut - (parts[n] ?? 0)) / 100).toFixed(2),
  }));
  return {
    categories,
    decimalPlaces: random.below(4),
    rounding: random.pick(['HALF_UP', 'HALF_EVEN']),
    bands,
  };
}

function anyWork({ categories }: Scheme): { items: Assessed[]; scores: Scored[] } {
  const items = Array.from({ length: random.below(9) }, (_, n) => ({
    id: `item ${n}`,
    category: random.pick(categories).code,
    resultValueMax: decimal(60).replace(/^0(\.0+)?$/, '1'),
  }));
  const scores = items
    .filter(() => random.chance(0.9))
    .map(({ id: lineItemId, resultValueMax }) => {
      const state = random.chance(0.6) ? 'GRADED' : random.pick(states);
      const value = random.chance(0.3) ? resultValueMax : decimal(Math.floor(Number(resultValueMax)));
      return { lineItemId, state, value: state === 'GRADED' ? value : null };
    });
  return { items, scores };
}

/**
 * The oracle: never divides and never rounds. All fractions are brought under one denominator, and of a proposed percentage it only
 * says whether nothing nearer could have been written, and at a tie whether the rule was kept.
 */
function isRight(
  scheme: Scheme,
  items: readonly Assessed[],
  scores: readonly Scored[],
  percentage: string | null,
) {
  const whole = (text: string) =>
    BigInt(text.replace('.', '')) * 10n ** BigInt(9 - (text.split('.')[1] ?? '').length);
  const parts = scheme.categories.flatMap(({ code, weight }) => {
    const counting = items
      .filter((item) => item.category === code)
      .flatMap((item) => {
        const said = scores.find(({ lineItemId }) => lineItemId === item.id);
        if (said?.state === 'GRADED')
          return [{ got: whole(said.value ?? '0'), most: whole(item.resultValueMax) }];
        return said?.state === 'MISSING' ? [{ got: 0n, most: whole(item.resultValueMax) }] : [];
      });
    const most = counting.reduce((sum, one) => sum + one.most, 0n);
    return most === 0n
      ? []
      : [{ weight: whole(weight), got: counting.reduce((sum, one) => sum + one.got, 0n), most }];
  });
  if (parts.length === 0) return percentage === null;
  if (percentage === null) return false;
  const denominator = parts.reduce((product, { most }) => product * most, 1n);
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0n);
  const numerator = parts.reduce(
    (sum, { weight, got, most }) => sum + (weight * got * denominator) / most,
    0n,
  );
  // percentage = digits / 10^places; exact = 100 * numerator / (weights * denominator)
  const places = BigInt((percentage.split('.')[1] ?? '').length);
  if (Number(places) !== scheme.decimalPlaces) return false;
  const digits = BigInt(percentage.replace('.', ''));
  const [proposed, exact] = [digits * weights * denominator, 100n * numerator * 10n ** places];
  const [off, step] = [proposed - exact, weights * denominator];
  const twice = 2n * (off < 0n ? -off : off);
  if (twice !== step) return twice < step;
  return scheme.rounding === 'HALF_UP' ? off > 0n : digits % 2n === 0n;
}

test('a result is the exact percentage, rounded once as the scheme says: 20,000 gradebooks against a rational oracle', () => {
  let [counted, ties] = [0, 0];
  for (let n = 0; n < 20_000; n += 1) {
    const scheme = anyScheme();
    const { items, scores } = anyWork(scheme);
    const { percentage, grade, isComplete } = resultOf(scheme, items, scores);
    if (!isRight(scheme, items, scores, percentage))
      throw new Error(JSON.stringify({ scheme, items, scores, percentage }));
    if (percentage !== null) {
      counted += 1;
      const step = 10 ** -scheme.decimalPlaces;
      const nearby = [Number(percentage) - step, Number(percentage) + step].map((one) =>
        Math.max(0, one).toFixed(scheme.decimalPlaces),
      );
      if (nearby.some((one) => one !== percentage && isRight(scheme, items, scores, one))) ties += 1;
      expect(grade).toBe(Number(percentage) >= 89.5 ? 'A' : Number(percentage) >= 50 ? 'C' : 'F');
    }
    const open = items.some(({ id }) => {
      const state = scores.find(({ lineItemId }) => lineItemId === id)?.state ?? 'NOT_ASSESSED';
      return ['NOT_ASSESSED', 'SUBMITTED', 'ABSENT'].includes(state);
    });
    expect(isComplete).toBe(!open);
  }
  expect(counted).toBeGreaterThan(10_000);
  // Of no result is another one right as well: the oracle decides.
  expect(ties).toBe(0);
});

test.each<[string, number, Rounding, string]>([
  ['84.5', 0, 'HALF_UP', '85'],
  ['84.5', 0, 'HALF_EVEN', '84'],
  ['85.5', 0, 'HALF_EVEN', '86'],
  ['0.05', 1, 'HALF_UP', '0.1'],
  ['0.05', 1, 'HALF_EVEN', '0.0'],
  ['99.9995', 3, 'HALF_UP', '100.000'],
  ['0.004', 2, 'HALF_UP', '0.00'],
])('%s to %i places, %s, is %s', (value, places, rounding, expected) => {
  expect(rounded({ over: unitsOf(value), under: unitsOf('1') }, places, rounding)).toBe(expected);
});

test('thirds that add up to a half are a half: nothing is rounded on the way', () => {
  const scheme: Scheme = {
    categories: ['A', 'B'].map((code) => ({ code, weight: '50' })),
    ...{ decimalPlaces: 0, rounding: 'HALF_UP', bands },
  };
  const items = [
    { id: 'a', category: 'A', resultValueMax: '3' },
    { id: 'b', category: 'B', resultValueMax: '600' },
  ];
  const scores = [
    { lineItemId: 'a', state: 'GRADED' as const, value: '1' },
    { lineItemId: 'b', state: 'GRADED' as const, value: '406' },
  ];
  // (1/3 + 406/600) / 2 = 50.5 %
  expect(resultOf(scheme, items, scores).percentage).toBe('51');
  expect(resultOf({ ...scheme, rounding: 'HALF_EVEN' }, items, scores).percentage).toBe('50');
});

describe('a scale', () => {
  test('has a grade for every percentage, also between whole ones', () => {
    const grades = Array.from({ length: 100_001 }, (_, n) => bandOf(bands, (n / 1000).toFixed(3)).grade);
    expect([
      grades[0],
      grades[49_999],
      grades[50_000],
      grades[89_499],
      grades[89_500],
      grades[100_000],
    ]).toEqual(['F', 'F', 'C', 'C', 'A', 'A']);
  });

  const band = (grade: string, lowerBound: string, points: string | null = null, isPassing = true) => ({
    ...{ grade, lowerBound, points, isPassing },
  });
  test.each([
    ['no grade', []],
    ['a gap at the bottom', [band('A', '1')]],
    ['two grades of one name', [band('A', '0'), band('A', '50')]],
    ['two that begin together', [band('A', '0'), band('B', '0.0')]],
    ['one above everything', [band('A', '0'), band('B', '100.5')]],
    ['one below nothing', [band('A', '-1'), band('B', '0')]],
    ['points of some alone', [band('A', '0', '1'), band('B', '50')]],
    ['points below nothing', [band('A', '0', '-1')]],
    ['one that fails above one that passes', [band('A', '0'), band('B', '50', null, false)]],
  ])('with %s is refused', (_what, given) => {
    expect(() => decideBands(given)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
