import { defineLoader } from '@learnova/platform/loader';
import type { Request } from '@learnova/platform/request';
import { EvaluationCampaign } from '../campaign/evaluation-campaign.entity.ts';
import { Evaluation } from '../evaluation/evaluation.entity.ts';
import type { Question } from '../questionnaire/question.type.ts';
import { Questionnaire } from '../questionnaire/questionnaire.entity.ts';
import { type Counted, type Said, talliesOf, textsOf } from './result.reads.ts';
import { type CutFigures, decideShown, type Figures, meanOf, sumOfEvaluations } from './result.rules.ts';
import { EvaluationCut, EvaluationResult, QuestionResult } from './result.type.ts';

export interface ResultOf {
  /** The evaluation, or the campaign. */
  readonly id: string;
  readonly result: EvaluationResult;
}

/** Results of evaluations that are closed and of which ballots are kept, for whoever has shown to see them. */
export const resultsOfEvaluations = defineLoader<ResultOf>({
  type: 'EvaluationResult',
  load: async (request, ids) => {
    const closed = await request.em.find(Evaluation, { id: { $in: [...ids] }, ballotCount: { $ne: null } });
    return resultsBy(request, closed, ({ id }) => id, resultOf);
  },
  visible: async (_request, rows) => rows,
});

/** The same of whole campaigns, from all evaluations of which ballots are kept: without texts and without the division by a choice. */
export const resultsOfCampaigns = defineLoader<ResultOf>({
  type: 'EvaluationResult',
  load: async (request, ids) => {
    const closed = await request.em.find(Evaluation, {
      campaignId: { $in: [...ids] },
      ballotCount: { $ne: null },
    });
    return resultsBy(request, closed, ({ campaignId }) => campaignId, resultOfMany);
  },
  visible: async (_request, rows) => rows,
});

interface Answered {
  readonly questions: readonly Question[];
  readonly tallies: readonly Counted[];
  readonly said: readonly Said[];
  readonly threshold: number;
}

type Questions = Pick<EvaluationResult, 'questions' | 'cuts'>;

async function resultsBy(
  request: Request,
  evaluations: readonly Evaluation[],
  keyOf: (evaluation: Evaluation) => string,
  toQuestions: (answered: Answered) => Questions,
): Promise<ResultOf[]> {
  const [questionnaires, campaigns] = [
    await request.em.find(Questionnaire, {
      id: { $in: distinct(evaluations.map((e) => e.questionnaireId)) },
    }),
    await request.em.find(EvaluationCampaign, {
      id: { $in: distinct(evaluations.map((e) => e.campaignId)) },
    }),
  ];
  const all = questionnaires.flatMap(({ questions }) => questions);
  const ids = evaluations.map(({ id }) => id);
  const tallies = await talliesOf(request, ids, all);
  const said = toQuestions === resultOf ? await textsOf(request, ids, all) : [];
  return [...Map.groupBy(evaluations, keyOf)].flatMap(([id, parts]) => {
    const { questionnaireId, campaignId } = parts[0] ?? {};
    const questions = questionnaires.find((one) => one.id === questionnaireId)?.questions;
    const campaign = campaigns.find((one) => one.id === campaignId);
    if (!questions || !campaign) return [];
    const own = new Set(parts.map((part) => part.id));
    const of = <T extends { readonly evaluationId: string }>(rows: readonly T[]) =>
      rows.filter(({ evaluationId }) => own.has(evaluationId));
    const ballotCount = parts.reduce((sum, part) => sum + (part.ballotCount ?? 0), 0);
    const { threshold } = campaign;
    const result = toQuestions({ questions, tallies: of(tallies), said: of(said), threshold });
    return [{ id, result: Object.assign(new EvaluationResult(), { ballotCount, ...result }) }];
  });
}

function resultOf({ questions, tallies, said, threshold }: Answered): Questions {
  const texts = Map.groupBy(said, ({ questionId }) => questionId);
  const counts = new Map([...texts].map(([id, words]) => [id, words.length]));
  const { figures, cuts } = decideShown(questions, tallies, counts, threshold);
  const cut = questions.find(({ isCut }) => isCut);
  return {
    questions: figures.map((one) => toResult(questions, one, texts)),
    cuts: cuts.map((one) => toCut(questions, cut, one)),
  };
}

function resultOfMany({ questions, tallies, threshold }: Answered): Questions {
  const counted = questions.filter(({ kind }) => kind !== 'TEXT');
  const parts = [...Map.groupBy(tallies, ({ evaluationId }) => evaluationId).values()];
  const figures = sumOfEvaluations(counted, parts, threshold);
  return { questions: figures.map((one) => toResult(questions, one, new Map())), cuts: [] };
}

function toResult(
  questions: readonly Question[],
  { questionId, answerCount, counts }: Figures,
  texts: ReadonlyMap<string, readonly Said[]>,
): QuestionResult {
  const question = questions.find(({ id }) => id === questionId);
  const words = answerCount === null ? [] : (texts.get(questionId) ?? []).map((one) => one.words);
  const mean = question?.kind === 'RATING' ? meanOf(counts) : null;
  return Object.assign(new QuestionResult(), { question, answerCount, counts, mean, texts: words });
}

function toCut(
  questions: readonly Question[],
  cut: Question | undefined,
  { choice, ballotCount, figures }: CutFigures,
): EvaluationCut {
  return Object.assign(new EvaluationCut(), {
    ...{ choice: cut?.choices[choice] ?? '', ballotCount },
    questions: figures.map((one) => toResult(questions, one, new Map())),
  });
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
