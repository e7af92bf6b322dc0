import fc from 'fast-check';
import type { Question } from '../src/questionnaire/question.type.ts';
import {
  decideShown,
  type Figures,
  meanOf,
  sumOfEvaluations,
  type Tally,
} from '../src/result/result.rules.ts';

import { withheld } from '../src/result/withhold.rules.ts';
import { computableFrom } from './support/computable.ts';

const threshold = 5;

/** Everything that somebody who adds and subtracts can know: sets of ballots, as 0 and 1 by ballot, from those that are shown. */
function derivable(shown: readonly (readonly number[])[]): number[][] {
  let sums: number[][] = [(shown[0] ?? []).map(() => 0)];
  for (const set of shown)
    sums = sums.flatMap((sum) =>
      [-1, 0, 1].map((sign) => sum.map((value, n) => value + sign * (set[n] ?? 0))),
    );
  return sums.filter((sum) => sum.every((value) => value === 0 || value === 1));
}

const sizeOf = (set: readonly number[]) => set.reduce((sum, one) => sum + one, 0);

describe('what is withheld of an evaluation', () => {
  test('no sum and no difference of what is shown is of fewer ballots than the threshold', () => {
    const groups = fc.array(fc.nat({ max: 9 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(groups, (counts) => {
        const all = sizeOf(counts);
        fc.pre(all >= threshold);
        const hidden = withheld(counts, threshold);
        const ballots = counts.flatMap((count, group) => Array<number>(count).fill(group));
        const sets = [
          ballots.map(() => 1),
          ...counts.flatMap((_, group) =>
            hidden.has(group) ? [] : [ballots.map((of) => (of === group ? 1 : 0))],
          ),
        ];
        const sizes = derivable(sets).map(sizeOf);
        expect(sizes.filter((size) => size > 0 && size < threshold)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('as little is withheld as that takes: nothing where every group is large, two where one is small', () => {
    expect([...withheld([5, 9, 0], 5)]).toEqual([]);
    expect([...withheld([4, 9, 6], 5)].toSorted()).toEqual([0, 2]);
    expect([...withheld([3, 3, 9], 5)].toSorted()).toEqual([0, 1]);
    expect([...withheld([12, 0, 0], 5)]).toEqual([]);
    expect([...withheld([2, 10], 5)].toSorted()).toEqual([0, 1]);
  });

  const questions: Question[] = [
    { id: 'rating', kind: 'RATING', text: '', choices: [], isCut: false },
    { id: 'cut', kind: 'CHOICE', text: '', choices: ['a', 'b', 'c'], isCut: true },
    { id: 'text', kind: 'TEXT', text: '', choices: [], isCut: false },
  ];
  interface Voter {
    readonly rating: number | null;
    readonly cut: number | null;
  }
  const voters = fc.array(
    fc.record({
      rating: fc.option(fc.integer({ min: 1, max: 5 })),
      cut: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
    { minLength: threshold, maxLength: 24 },
  );

  function talliesOf(ballots: readonly Voter[]): Tally[] {
    return ballots.flatMap(({ rating, cut }) => [
      ...(rating === null ? [] : [{ questionId: 'rating', cut, answer: rating, count: 1 }]),
      ...(cut === null ? [] : [{ questionId: 'cut', cut, answer: cut, count: 1 }]),
    ]);
  }

  test('answers to a question that few answered are not shown, in the whole or in a group, nor by a difference', () => {
    fc.assert(
      fc.property(voters, (ballots) => {
        const { figures, cuts } = decideShown(questions, talliesOf(ballots), new Map(), threshold);
        const answered = ballots.filter(({ rating }) => rating !== null);
        const whole = figures.find(({ questionId }) => questionId === 'rating');
        expect(whole?.answerCount).toBe(answered.length >= threshold ? answered.length : null);
        const sets = [
          ...(whole?.answerCount ? [answered.map(() => 1)] : []),
          ...cuts.flatMap(({ choice, figures: ofGroup }) => {
            const one = ofGroup.find(({ questionId }) => questionId === 'rating');
            if (!one || one.answerCount === null) return [];
            const members = answered.map(({ cut }) => (cut === choice ? 1 : 0));
            expect(one.answerCount).toBe(sizeOf(members));
            return [members];
          }),
        ];
        const sizes = sets.length > 0 ? derivable(sets).map(sizeOf) : [];
        expect(sizes.filter((size) => size > 0 && size < threshold)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  /** What is shown of one question in an evaluation and in its groups, as 0 and 1 by cell: those of one evaluation who made one choice. */
  const groups = [0, 1, 2, null];

  function shownSets(evaluations: readonly Voter[][], questionId: string): number[][] {
    const inCell = (of: number, group: number | null) =>
      evaluations.flatMap((_, n) => groups.map((one) => (n === of && one === group ? 1 : 0)));
    const whole = (of: number) => evaluations.flatMap((_, n) => groups.map(() => (n === of ? 1 : 0)));
    const isOf = (one: Figures) => one.questionId === questionId;
    return evaluations.flatMap((ballots, n) => {
      const { figures, cuts } = decideShown(questions, talliesOf(ballots), new Map(), threshold);
      return [
        ...(figures.some((one) => isOf(one) && one.answerCount !== null) ? [whole(n)] : []),
        ...cuts
          .filter((cut) => cut.figures.some((one) => isOf(one) && one.answerCount !== null))
          .map(({ choice }) => inCell(n, choice)),
      ];
    });
  }

  const countOf = (figures: readonly Figures[], questionId: string) =>
    figures.find((one) => one.questionId === questionId)?.answerCount ?? null;

  test('no difference of a whole campaign, its evaluations and their groups is of fewer answers than the threshold', () => {
    // Many of an evaluation leave the question out, so that some evaluations withhold it.
    const few = fc.array(
      fc.record({
        rating: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 2 }),
        cut: fc.option(fc.integer({ min: 0, max: 2 })),
      }),
      { minLength: threshold, maxLength: 14 },
    );
    let added = 0;
    fc.assert(
      fc.property(fc.array(few, { minLength: 1, maxLength: 3 }), (evaluations) => {
        const parts = evaluations.map(talliesOf);
        const total = countOf(sumOfEvaluations(questions, parts, threshold), 'rating');
        const answered = evaluations.map((ballots) => ballots.filter(({ rating }) => rating !== null));
        const sizes = answered.flatMap((ballots) =>
          groups.map((group) => ballots.filter(({ cut }) => cut === group).length),
        );
        // Which evaluations the campaign is the sum of is told by nobody; the worst is that somebody knows.
        const alone = parts.map((part) =>
          countOf(decideShown(questions, part, new Map(), threshold).figures, 'rating'),
        );
        const sum = alone.reduce<number>((all, one) => all + (one ?? 0), 0);
        const everyone = answered.reduce((all, { length }) => all + length, 0);
        expect([sum || null, everyone]).toContain(total);
        if (total !== null && total > sum) added += 1;
        const whole = evaluations.flatMap((_, n) =>
          groups.map(() => (total === everyone || alone[n] !== null ? 1 : 0)),
        );
        const sets = [...shownSets(evaluations, 'rating'), ...(total === null ? [] : [whole])];
        expect(computableFrom(sets, sizes).filter((size) => size > 0 && size < threshold)).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(added).toBeGreaterThan(0);
  });

  test('the size of a group that is withheld is not told by the choices that are counted, in an evaluation or a campaign', () => {
    const ballots = (sizes: readonly number[]): Voter[] =>
      sizes.flatMap((size, cut) => Array.from({ length: size }, () => ({ rating: 3, cut })));
    const [large, small] = [talliesOf(ballots([8, 7, 6])), talliesOf(ballots([9, 5, 1]))];
    const choices = { questionId: 'cut', answerCount: 15, counts: [] };
    expect(decideShown(questions, small, new Map(), threshold).figures[1]).toEqual(choices);
    const shown = { questionId: 'cut', answerCount: 21, counts: [8, 7, 6] };
    expect(sumOfEvaluations(questions, [large, small], threshold)[1]).toEqual(shown);
    expect(sumOfEvaluations(questions, [large, small, small, small, small, small], threshold)[1]).toEqual({
      ...{ questionId: 'cut', answerCount: 96, counts: [53, 32, 11] },
    });
    expect(sumOfEvaluations(questions, [large, small], threshold)[0]?.answerCount).toBe(36);
  });

  test('what is shown is what was answered', () => {
    const ballots: Voter[] = [1, 2, 3, 4, 5, 5].map((rating, n) => ({ rating, cut: n < 5 ? 0 : null }));
    const { figures, cuts } = decideShown(questions, talliesOf(ballots), new Map([['text', 4]]), threshold);
    expect(figures).toEqual([
      { questionId: 'rating', answerCount: 6, counts: [1, 1, 1, 1, 2] },
      { questionId: 'cut', answerCount: 5, counts: [5, 0, 0] },
      { questionId: 'text', answerCount: null, counts: [] },
    ]);
    // The one who chose nothing would be known by the difference.
    expect(cuts[0]).toMatchObject({ ballotCount: 5, figures: [{ answerCount: null }] });
    expect(meanOf([1, 1, 1, 1, 2])).toBe(3.33);
    expect(meanOf([0, 0, 0, 0, 0])).toBeNull();
  });

  test('four answers are not shown, and five are', () => {
    const shown = (count: number) =>
      decideShown(
        questions,
        talliesOf(Array.from({ length: count }, () => ({ rating: 3, cut: null }))),
        new Map([['text', count]]),
        threshold,
      ).figures.map(({ answerCount }) => answerCount);
    expect(shown(4)).toEqual([null, null, null]);
    expect(shown(5)).toEqual([5, null, 5]);
  });
});
