import { highestRating, type Question } from '../questionnaire/question.type.ts';
import { withheld } from './withhold.rules.ts';

/** How often an answer was given to a question, by those who made one choice of the question that tells results apart; null for none. */
export interface Tally {
  readonly questionId: string;
  readonly cut: number | null;
  readonly answer: number;
  readonly count: number;
}

export interface Figures {
  readonly questionId: string;
  /** How many answered; null where it is withheld. */
  readonly answerCount: number | null;
  /** By rating from 1, or by choice; empty where it is withheld. */
  readonly counts: readonly number[];
}

export interface CutFigures {
  /** The place of the choice. */
  readonly choice: number;
  /** How many made it; null where it is withheld, and all of it with it. */
  readonly ballotCount: number | null;
  readonly figures: readonly Figures[];
}

/** What may be shown of the answers to questions that can be counted. */
export interface Shown {
  readonly figures: readonly Figures[];
  readonly cuts: readonly CutFigures[];
}

/**
 * What may be shown of each question in many evaluations together: the sum of what they show, so that it tells nothing more than they
 * do. What some of them withhold is added where it could be shown if it were an evaluation of its own, since it is the difference.
 * @param parts the tallies of each evaluation
 */
export function sumOfEvaluations(
  questions: readonly Question[],
  parts: readonly (readonly Tally[])[],
  threshold: number,
): Figures[] {
  return questions.map((question) => {
    const isShown = (tallies: readonly Tally[]) => shows(figuresOf(question, tallies, new Map(), threshold));
    const rest = parts.filter((tallies) => !isShown(tallies)).flat();
    const added = isShown(rest) ? rest : [];
    return figuresOf(question, [...parts.filter(isShown).flat(), ...added], new Map(), threshold);
  });
}

/**
 * What may be shown, of the whole and of each group that made one choice. Everything shown is of `threshold` answers or more, and so is
 * everything that can be computed from it by a difference: for each question by itself, since not everybody answers each.
 */
export function decideShown(
  questions: readonly Question[],
  tallies: readonly Tally[],
  texts: ReadonlyMap<string, number>,
  threshold: number,
): Shown {
  const whole = questions.map((question) => figuresOf(question, tallies, texts, threshold));
  const cut = questions.find(({ isCut }) => isCut);
  const shown = whole.find(({ questionId }) => questionId === cut?.id);
  if (!cut || !shown || shown.answerCount === null) return { figures: whole, cuts: [] };
  const groups = [...cut.choices.keys(), null];
  const sizes = countsOf(cut, tallies);
  const hidden = withheld(sizes, threshold);
  const counted = questions.filter(({ kind, id }) => kind !== 'TEXT' && id !== cut.id);
  const inGroup = groups.map((group) => tallies.filter((tally) => tally.cut === group));
  const byQuestion = counted.map((question) => {
    const perGroup = inGroup.map((own) => countsOf(question, own));
    // Those who made no choice are a group of their own, of which nothing is shown.
    const never = new Set([...hidden, groups.length - 1]);
    const total = perGroup.reduce((sum, counts) => sum + sumOf(counts), 0);
    const gone = total < threshold ? new Set(groups.keys()) : withheld(perGroup.map(sumOf), threshold, never);
    return { question, perGroup, gone };
  });
  return {
    figures: whole,
    cuts: cut.choices.map((_, choice) => ({
      choice,
      ballotCount: hidden.has(choice) ? null : (sizes[choice] ?? 0),
      figures: hidden.has(choice)
        ? []
        : byQuestion.map(({ question, perGroup, gone }) => {
            const counts = gone.has(choice) ? [] : (perGroup[choice] ?? []);
            return {
              questionId: question.id,
              answerCount: gone.has(choice) ? null : sumOf(counts),
              counts,
            };
          }),
    })),
  };
}

/** Of the question that tells results apart, the choices are counted only where no group is withheld: its size is part of it. */
function figuresOf(
  question: Question,
  tallies: readonly Tally[],
  texts: ReadonlyMap<string, number>,
  threshold: number,
): Figures {
  const counts = question.kind === 'TEXT' ? [] : countsOf(question, tallies);
  const answered = question.kind === 'TEXT' ? (texts.get(question.id) ?? 0) : sumOf(counts);
  const isHidden = answered < threshold;
  const areApart = question.isCut && !isHidden && withheld(counts, threshold).size > 0;
  return {
    questionId: question.id,
    answerCount: isHidden ? null : answered,
    counts: isHidden || areApart ? [] : counts,
  };
}

function shows({ counts }: Figures): boolean {
  return counts.length > 0;
}

/** How often each answer to the question was given, from the first. */
function countsOf({ id, kind, choices }: Question, tallies: readonly Tally[]): number[] {
  const first = kind === 'RATING' ? 1 : 0;
  const length = kind === 'RATING' ? highestRating : choices.length;
  const counts = Array<number>(length).fill(0);
  for (const { questionId, answer, count } of tallies)
    if (questionId === id) counts[answer - first] = (counts[answer - first] ?? 0) + count;
  return counts;
}

/** The mean of ratings, rounded once to two places; null where there is none. */
export function meanOf(counts: readonly number[]): number | null {
  const answers = sumOf(counts);
  if (answers === 0) return null;
  const total = counts.reduce((sum, count, n) => sum + count * (n + 1), 0);
  return Math.round((total * 100) / answers) / 100;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
