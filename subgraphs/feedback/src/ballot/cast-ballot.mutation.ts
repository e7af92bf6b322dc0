import { randomUUID } from 'node:crypto';
import { inTransaction } from '@learnova/platform/in-transaction';
import { permit } from '@learnova/platform/policy';
import { notFound, refusal } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { UUID } from '@learnova/schema/scalars';
import { LockMode } from '@mikro-orm/core';
import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { EvaluationCampaign } from '../campaign/evaluation-campaign.entity.ts';
import { Evaluation } from '../evaluation/evaluation.entity.ts';
import { isOpen, refuseClosed } from '../evaluation/evaluation.rules.ts';
import { Questionnaire } from '../questionnaire/questionnaire.entity.ts';
import { decideAnswers } from './ballot.rules.ts';
import { BallotPot } from './ballot-pot.entity.ts';
import { ballotKey } from './ballots.settings.ts';
import { hashOf, isSigned } from './blind-signature.ts';
import { CastingMeasure } from './casting.measure.ts';
import { fromBytes, potOf, potsFor, put, toBytes } from './pot.rules.ts';
import { seal, unseal } from './seal.ts';

@InputType({ description: 'The answer to one question: in the way of its kind.' })
export class AnswerInput {
  @Field(() => UUID, { description: 'The question.' })
  questionId!: string;

  @Field(() => Int, { nullable: true, description: 'For the kind RATING: 1 to 5.' })
  rating?: number | null;

  @Field(() => Int, { nullable: true, description: 'For the kind CHOICE: the place of the choice, from 0.' })
  choice?: number | null;

  @Field(() => String, { nullable: true, description: 'For the kind TEXT: 1 to 2000 characters.' })
  text?: string | null;
}

@InputType({ description: 'A ballot. It says nothing of who casts it, and is to be sent without a bearer.' })
export class CastBallotInput {
  @Field(() => UUID, { description: 'The evaluation.' })
  evaluationId!: string;

  @Field(() => String, {
    description:
      'The ballot paper: a message that the voter has drawn and prepared (RSABSSA-SHA384-PSS-Randomized of RFC 9474; 32 random ' +
      'bytes after the 32 of the preparation), base64. Sent again, it is counted once.',
  })
  paper!: string;

  @Field(() => String, { description: 'Its signature, unblinded, base64.' })
  signature!: string;

  @Field(() => [AnswerInput], { description: 'One answer at least, and one to a question at most.' })
  answers!: AnswerInput[];
}

@ObjectType({ description: 'What became of a ballot. Seen by whoever has sent it.' })
export class CastBallotPayload {
  @Field(() => Boolean, {
    description:
      'Whether this paper was cast before, and the first ballot stands. Otherwise this one does: it is stored. Seen by whoever has sent it.',
  })
  wasCastBefore!: boolean;
}

const measure = new CastingMeasure(performance.now());

/**
 * The one command that is given by nobody. It has no idempotency entry, no audit, no event and no log line: what it leaves is the
 * pot, written anew. The five beats all the same: load, may (the signature), decide, apply; there is nobody to tell.
 */
@Resolver()
export class CastBallot {
  @Mutation(() => CastBallotPayload, {
    description:
      'Casts a ballot, by whoever has a signed ballot paper of the evaluation: nobody signs in for it, and a request with a bearer is ' +
      'refused. Answered once it is stored.',
  })
  async castBallot(
    @Arg('input', () => CastBallotInput, { description: 'The ballot.' }) input: CastBallotInput,
    @Ctx() request: Request,
  ): Promise<CastBallotPayload> {
    const { evaluationId } = input;
    const evaluation = await request.em.findOne(Evaluation, { id: evaluationId });
    if (!evaluation) throw notFound('evaluation');
    if (evaluation.publicKey === null) throw refuseClosed();
    const paper = Buffer.from(input.paper, 'base64');
    const signature = Buffer.from(input.signature, 'base64');
    permit(
      request,
      isSigned(evaluation.publicKey, paper, signature),
      refusal(
        'FEEDBACK_PAPER_INVALID',
        'This is no ballot paper of this evaluation. Take one, and sign in for that.',
      ),
    );
    const hash = hashOf(paper);
    measure.take(hash, performance.now());
    const campaign = await request.em.findOneOrFail(EvaluationCampaign, { id: evaluation.campaignId });
    if (!isOpen(campaign, await request.now())) throw refuseClosed();
    const { questions } = await request.em.findOneOrFail(Questionnaire, { id: evaluation.questionnaireId });
    const ballot = { id: randomUUID(), answers: decideAnswers(questions, input.answers) };
    const key = ballotKey(request);
    return inTransaction(request, async () => {
      const no = potOf(hash, potsFor(evaluation.invitedCount));
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
      const row = await request.em.findOne(BallotPot, { evaluationId, no }, lock);
      if (!row) throw refuseClosed();
      const pot = fromBytes(unseal(key, placeOf(row), row.sealed));
      const next = put(pot, hash, ballot);
      if (next !== pot) row.sealed = seal(key, placeOf(row), toBytes(next));
      return { wasCastBefore: next === pot };
    });
  }
}

export function placeOf({ evaluationId, no }: Pick<BallotPot, 'evaluationId' | 'no'>): string {
  return `pot ${evaluationId} ${no}`;
}
