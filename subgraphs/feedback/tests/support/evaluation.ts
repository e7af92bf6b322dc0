import { randomUUID } from 'node:crypto';
import { CloseCampaign, OpenCampaign } from '@learnova/schema/jobs/feedback';
import { drawPaper } from '../../../../tests/kit/voter.ts';
import { commandOf, type FeedbackSchool } from './school.ts';

const minute = 60_000;

export interface Asked {
  readonly id: string;
  readonly kind: string;
}

export interface Open {
  readonly campaignId: string;
  readonly evaluationId: string;
  readonly publicKey: string;
  readonly questions: readonly Asked[];
}

export interface Ballot {
  readonly evaluationId: string;
  readonly paper: string;
  readonly signature: string;
  readonly answers: readonly object[];
}

export const castBallot = commandOf('castBallot', 'wasCastBefore');

/** A course evaluation of the department's section, with a rating, a choice that tells results apart, and own words. */
export class CourseEvaluation {
  readonly #school: FeedbackSchool;
  readonly minutes: number;

  constructor(school: FeedbackSchool, minutes = 60) {
    this.#school = school;
    this.minutes = minutes;
  }

  async plan(more: object = {}): Promise<string> {
    const school = this.#school;
    const { questionnaire } = await school.command<{ questionnaire: { id: string } }>(
      'createQuestionnaire',
      {
        ...{ organizationId: school.institution, title: 'Courses' },
        questions: [
          { kind: 'RATING', text: 'I learn much here.' },
          { kind: 'CHOICE', text: 'I come', choices: ['mostly', 'seldom', 'never'], isCut: true },
          { kind: 'TEXT', text: 'What should change?' },
        ],
      },
      'questionnaire { id }',
      school.administrator,
    );
    const now = await school.subgraph.request().now();
    const { campaign } = await school.command<{ campaign: { id: string } }>(
      'planEvaluationCampaign',
      {
        ...{
          organizationId: school.school,
          academicSessionId: school.term,
          questionnaireId: questionnaire.id,
        },
        ...{
          title: 'Term',
          opensAt: now,
          closesAt: new Date(now.getTime() + this.minutes * minute),
          ...more,
        },
      },
      'campaign { id }',
      school.registrar,
    );
    return campaign.id;
  }

  async open(more: object = {}): Promise<Open> {
    const campaignId = await this.plan(more);
    await this.#school.subgraph.carryOut(OpenCampaign, { campaignId });
    type Found = { id: string; publicKey: string; questions: Asked[] };
    const [evaluation] = await this.ofSection<Found>('id publicKey questions { id kind }');
    if (!evaluation) throw new Error('no evaluation is open');
    return { ...evaluation, campaignId, evaluationId: evaluation.id };
  }

  async ofSection<T>(
    selection: string,
    by = this.#school.teacher,
    section = this.#school.section,
  ): Promise<T[]> {
    const { _entities } = await this.#school.subgraph.as(by).data<{ _entities: { evaluations: T[] }[] }>(
      `query ($id: UUID!) { _entities(representations: [{ __typename: "Section", id: $id }]) {
          ... on Section { evaluations { ${selection} } } } }`,
      { id: section },
    );
    return _entities[0]?.evaluations ?? [];
  }

  /** A ballot that is ready to be cast: its paper was taken by a voter. */
  async prepare(open: Open, voter: string, answers: readonly [number, number?, string?]): Promise<Ballot> {
    const { evaluationId, publicKey, questions } = open;
    const drawn = await drawPaper(publicKey);
    const { takeBallotPaper } = await this.#school.subgraph
      .as(voter)
      .data<{ takeBallotPaper: { blindSignature: string } }>(commandOf('takeBallotPaper', 'blindSignature'), {
        input: { evaluationId, blindedPaper: drawn.blindedPaper },
      });
    const signed = await drawn.finish(takeBallotPaper.blindSignature);
    const [rating, choice, text] = answers;
    const given = [
      { questionId: questions[0]?.id, rating },
      ...(choice === undefined ? [] : [{ questionId: questions[1]?.id, choice }]),
      ...(text === undefined ? [] : [{ questionId: questions[2]?.id, text }]),
    ];
    return { evaluationId, ...signed, answers: given };
  }

  async cast(ballot: Ballot): Promise<boolean> {
    const { castBallot: done } = await this.#school.subgraph
      .as()
      .data<{ castBallot: { wasCastBefore: boolean } }>(castBallot, { input: ballot });
    return done.wasCastBefore;
  }

  async close({ campaignId }: Pick<Open, 'campaignId'>): Promise<void> {
    await this.#school.subgraph.advance(this.minutes * minute);
    await this.#school.subgraph.carryOut(CloseCampaign, { campaignId }, { id: randomUUID() });
  }
}
